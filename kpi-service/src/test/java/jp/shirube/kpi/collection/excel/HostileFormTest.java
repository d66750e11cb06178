package jp.shirube.kpi.collection.excel;

import static jp.shirube.kpi.collection.excel.HostileFiles.MAIN;
import static jp.shirube.kpi.collection.excel.HostileFiles.part;
import static jp.shirube.kpi.collection.excel.HostileFiles.sheet;
import static jp.shirube.kpi.collection.excel.HostileFiles.stored;
import static jp.shirube.kpi.collection.excel.HostileFiles.strings;
import static jp.shirube.kpi.collection.excel.HostileFiles.workbook;
import static jp.shirube.kpi.collection.excel.HostileFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jp.shirube.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OWASP ASVS 5.0 5.2.1 to 5.2.4, 1.5.1: what no department sends is refused quickly, in little memory, and calls nobody. */
class HostileFormTest {
    private static final HostileFiles.Part NO_STRINGS = strings(List.of());
    private static final long QUICK = 2_000;

    @TempDir
    Path folder;

    @Test
    void whatWouldFillTheMemoryIsRefusedWithinTwoSeconds() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + listener.getLocalPort() + "/";
            Map<String, byte[]> files = files(address);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }

            List<String> answers = inASmallJvm();

            assertThat(answers).hasSameSizeAs(files.keySet()).allSatisfy(answer -> {
                String[] parts = answer.split(" ", -1);
                assertThat(parts[1]).as(answer).isEqualTo("422");
                assertThat(Long.parseLong(parts[2])).as(answer).isLessThan(QUICK);
            });
            listener.setSoTimeout(200);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Map<String, byte[]> files(String address) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String doctype = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"" + address + "x\">]>";
        files.put("zip-bomb.xlsx", workbook(NO_STRINGS, out -> {
            out.text("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
            out.times(40_000_000, "<row/>");
        }));
        files.put("slow-bomb.xlsx", workbook(NO_STRINGS, out -> {
            Random random = new Random(7);
            out.text("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
            for (int at = 0; at < 900_000; at++) {
                out.text("<row r=\"" + at + "\"><c><v>" + random.nextInt() + "</v></c></row>");
            }
        }));
        files.put("100k-entries.xlsx", zip(zip -> {
            part(zip, "[Content_Types].xml", out -> out.text(HostileFiles.TYPES));
            for (int at = 0; at < 100_000; at++) {
                part(zip, "xl/e" + at + ".xml", out -> out.text("<a/>"));
            }
        }));
        files.put("50k-parts.xlsx", zip(zip -> {
            part(zip, "[Content_Types].xml", out -> out.text(HostileFiles.TYPES));
            for (int at = 0; at < 50_000; at++) {
                part(zip, "xl/e" + at + ".xml", out -> out.text("<a/>"));
            }
        }));
        files.put("100k-files.zip", zip(zip -> {
            for (int at = 0; at < 100_000; at++) {
                part(zip, "~$" + at + ".xlsx", out -> {});
            }
        }));
        files.put(
                "shared-strings.xlsx",
                workbook(
                        out -> {
                            out.text("<sst xmlns=\"" + MAIN + "\">");
                            Random random = new Random(7);
                            for (int at = 0; at < 2_000_000; at++) {
                                out.text("<si><t>" + (char) ('a' + random.nextInt(26)) + "</t></si>");
                            }
                            out.text("</sst>");
                        },
                        out -> out.text(sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1999999</v></c></row>"))));
        files.put(
                "string-nobody-wrote.xlsx",
                workbook(
                        strings(List.of("a")),
                        out -> out.text(sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2147483646</v></c></row>"))));
        files.put("billion-laughs.xlsx", workbook(NO_STRINGS, out -> {
            StringBuilder laughs = new StringBuilder("<!DOCTYPE worksheet [<!ENTITY l0 \"ha\">");
            for (int at = 1; at < 40; at++) {
                laughs.append("<!ENTITY l%d \"%s\">".formatted(at, ("&l" + (at - 1) + ";").repeat(10)));
            }
            out.text(laughs + "]>" + sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&l39;</t></is></c></row>"));
        }));
        files.put(
                "xxe.xlsx",
                workbook(
                        NO_STRINGS,
                        out -> out.text(doctype
                                + sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row>"))));
        files.put(
                "xxe-parameter.xlsx",
                workbook(
                        NO_STRINGS,
                        out -> out.text("<!DOCTYPE worksheet SYSTEM \"" + address + "d\" [<!ENTITY % p SYSTEM \""
                                + address + "p\"> %p;]>" + sheet(""))));
        files.put(
                "xxe-types.xlsx",
                zip(zip -> part(
                        zip,
                        "[Content_Types].xml",
                        out -> out.text(doctype.replace("worksheet", "Types") + "<Types>&x;</Types>"))));
        files.put(
                "far-column.xlsx",
                workbook(NO_STRINGS, out -> out.text(sheet("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>"))));
        files.put("wide-rows.xlsx", workbook(NO_STRINGS, out -> {
            out.text("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
            for (int at = 1; at < 90_000; at++) {
                out.text("<row r=\"%d\"><c r=\"XFD%d\"><v>%d</v></c></row>".formatted(at, at, at * 7919 % 1000));
            }
            out.text("</sheetData></worksheet>");
        }));
        files.put("deep.xlsx", workbook(NO_STRINGS, out -> {
            out.text("<worksheet xmlns=\"" + MAIN + "\">");
            for (int at = 0; at < 3_000_000; at++) {
                out.text(at % 3 == 0 ? "<a>" : at % 7 == 0 ? "<bb>" : "<c>");
            }
        }));
        files.put("names.xlsx", workbook(NO_STRINGS, out -> {
            out.text("<worksheet xmlns=\"" + MAIN + "\">");
            for (int at = 0; at < 1_500_000; at++) {
                out.text("<n" + Integer.toString(at * 31, 36) + "/>");
            }
        }));
        files.put("arrays.xlsx", workbook(NO_STRINGS, out -> {
            out.text("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
            for (int at = 1; at < 60_000; at++) {
                out.text("<row r=\"%d\"><c r=\"A%d\"><f t=\"array\" ref=\"A%d\">%d</f><v>1</v></c></row>"
                        .formatted(at, at, at, at));
            }
            out.text("</sheetData></worksheet>");
        }));
        files.put(
                "long-figure.xlsx",
                workbook(
                        NO_STRINGS,
                        out -> out.text(sheet("<row r=\"1\"><c r=\"A1\"><v>" + digits(900_000) + "</v></c></row>"))));
        files.put("long-attribute.xlsx", workbook(NO_STRINGS, out -> {
            out.text("<worksheet xmlns=\"" + MAIN + "\" a=\"");
            randomText(out);
        }));
        files.put(
                "long-text.xlsx",
                workbook(
                        out -> {
                            out.text("<sst xmlns=\"" + MAIN + "\"><si><t>");
                            randomText(out);
                        },
                        out -> out.text(sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"))));
        files.put(
                "long-cdata.xlsx",
                workbook(
                        out -> {
                            out.text("<sst xmlns=\"" + MAIN + "\"><si><t><![CDATA[");
                            out.times(5_000_000, "<a>b");
                        },
                        out -> out.text(sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"))));
        byte[] form = FormWriter.write(Forms.sports());
        files.put("truncated.xlsx", Arrays.copyOf(form, form.length / 2));
        files.put("empty.xlsx", new byte[0]);
        files.put("text.xlsx", "指標,値\n".getBytes(StandardCharsets.UTF_8));
        files.put("nul.xlsx", new byte[5_000]);
        files.put("old.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1});
        files.put("large.bin", new byte[30_000_000]);
        files.put("other.zip", zip(zip -> part(zip, "回答.pdf", out -> out.text("%PDF"))));
        files.put("nested.zip", zip(zip -> stored(zip, "b.zip", zip(inner -> stored(inner, "様式.xlsx", form)))));
        files.put("large-entry.zip", zip(zip -> stored(zip, "様式.xlsx", new byte[11_000_000])));
        byte[] many = new byte[9_000_000];
        new Random(7).nextBytes(many);
        files.put("much.zip", zip(zip -> {
            for (int at = 0; at < 8; at++) {
                stored(zip, "._" + at + ".xlsx", many);
            }
        }));
        return files;
    }

    private static void randomText(HostileFiles.Sink out) throws IOException {
        for (int at = 0; at < 12; at++) {
            out.text(digits(1_000_000));
        }
    }

    private static String digits(int number) {
        Random random = new Random(7);
        StringBuilder digits = new StringBuilder();
        for (int at = 0; at < number; at++) {
            digits.append((char) ('1' + random.nextInt(9)));
        }
        return digits.toString();
    }

    private List<String> inASmallJvm() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileFiles.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> answers = new ArrayList<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().filter(line -> line.matches("\\S+ \\S+ \\d+")).forEach(answers::add);
        }
        assertThat(process.waitFor()).isZero();
        return answers;
    }

    @Test
    void aDamagedFormIsRefusedOrReadButNeverAnError() {
        byte[] form = FormWriter.write(Forms.sports());
        long seed = 20261121;
        Random random = new Random(seed);
        int refused = 0;
        for (int time = 0; time < 300; time++) {
            byte[] damaged = form.clone();
            for (int at = random.nextInt(1, 6); at > 0; at--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                FormFiles.read("様式.xlsx", new ByteArrayInputStream(damaged));
            } catch (ProblemException e) {
                assertThat(e.type().status()).isEqualTo(422);
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    @Test
    void theMessageNamesTheFileAndWhatToDo() {
        assertThatThrownBy(() -> FormFiles.read(
                        "回答.xls", new ByteArrayInputStream(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0})))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(FormProblems.UNREADABLE);
                    assertThat(problem.faults())
                            .singleElement()
                            .satisfies(fault -> assertThat(fault.ja()).contains("回答.xls", "パスワード"));
                });
    }
}
