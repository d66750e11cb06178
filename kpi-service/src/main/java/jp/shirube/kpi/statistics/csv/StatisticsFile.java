package jp.shirube.kpi.statistics.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.function.Consumer;
import jp.shirube.kpi.statistics.FileRow;
import jp.shirube.kpi.statistics.StatisticsMapping;
import jp.shirube.kpi.statistics.StatisticsReading;
import jp.shirube.kpi.statistics.StatisticsRow;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** A CSV file as it was downloaded, read by a mapping; as large as it may be, one row at a time. */
public final class StatisticsFile {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private StatisticsFile() {}

    /**
     * @param taker is given every actual as it is found, faults or not
     * @return everything that was wrong with rows
     * @throws ProblemException where it is no CSV in the encoding the mapping says
     */
    public static List<Fault> read(InputStream file, StatisticsMapping mapping, Consumer<StatisticsRow> taker)
            throws IOException {
        StatisticsReading reading = new StatisticsReading(mapping, taker);
        Reader text = new InputStreamReader(
                file,
                Charset.forName(mapping.encoding().charset())
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(withoutMark(text))) {
            rows.forEach(row -> reading.row(new FileRow(row.getStartingLineNumber(), row.getFields())));
        } catch (CharacterCodingException e) {
            throw notInThisEncoding(mapping);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notInThisEncoding(mapping);
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "CSVとして読み取れません: " + e.getMessage(),
                    "Not readable as CSV: " + e.getMessage());
        }
        return reading.end();
    }

    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader reader = new PushbackReader(text);
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    private static ProblemException notInThisEncoding(StatisticsMapping mapping) {
        return new ProblemException(
                ProblemType.MALFORMED,
                "文字コードが" + mapping.encoding().charset() + "ではありません。取込定義のencodingを確かめてください。",
                "The file is not in " + mapping.encoding().charset() + ". Check the mapping's encoding.");
    }
}
