package jp.shirube.kpi.statistics.application;

import jakarta.enterprise.context.ApplicationScoped;
import jp.shirube.access.Caller;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.bulk.FileAnswer;
import jp.shirube.kpi.bulk.Wish;
import jp.shirube.kpi.bulk.application.RecordFile;
import jp.shirube.kpi.statistics.StatisticsMapping;
import jp.shirube.kpi.statistics.document.MappingDocument;
import org.jspecify.annotations.Nullable;

/** 取り込み: states what a downloaded file says, as a file of actuals would. */
@ApplicationScoped
public class ImportStatistics {

    private static final int LONGEST_NAME = 200;

    private final StateMappings mappings;
    private final RecordFile recordFile;

    ImportStatistics(StateMappings mappings, RecordFile recordFile) {
        this.mappings = mappings;
        this.recordFile = recordFile;
    }

    /**
     * @param name of the file where it was downloaded; null where the sender does not say
     * @throws jp.shirube.problem.ProblemException naming every fault with its line; then nothing is stored
     */
    public FileAnswer read(
            Caller caller,
            String municipality,
            String id,
            RecordFile.SentFile file,
            @Nullable String name,
            Wish wish,
            @Nullable Repetition repetition) {
        StatisticsMapping mapping =
                MappingDocument.read(mappings.get(municipality, id).content());
        return recordFile.record(
                caller,
                municipality,
                new MappedRows(mapping),
                new RecordFile.SentFile(file.path(), file.sha256(), evidence(mapping, file, name)),
                wish,
                repetition);
    }

    /** What is stated now and was not so before can be found again. */
    private static String evidence(StatisticsMapping mapping, RecordFile.SentFile file, @Nullable String name) {
        String source = mapping.evidence() == null ? mapping.title() : mapping.evidence();
        String said = name == null || name.isBlank()
                ? ""
                : name.strip()
                                .codePoints()
                                .limit(LONGEST_NAME)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        + ", ";
        String where = "（" + said + "sha256 " + file.sha256() + "）";
        int most = RecordFile.LONGEST_EVIDENCE - where.length();
        return (source.length() > most ? source.substring(0, most) : source) + where;
    }
}
