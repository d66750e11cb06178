package jp.shirube.kpi.collection.excel;

import java.util.List;
import jp.shirube.kpi.collection.form.Form;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The second sheet (記入のしかた). Holds no table, so that nothing on it is ever read as an answer. */
final class HowToSheet {
    private static final String NAME = "記入のしかた";

    private static final List<String> LINES = List.of(
            "太い枠の、色または点の模様がある欄に記入してください。灰色の欄は記入不要です。",
            "空欄のままの欄は「変更なし」です。登録済みの内容は消えません。",
            "実績値は、ふだん書くとおりで結構です。例：1,234　12.5　26億2,850万円　▲5　約12％　全角数字",
            "値がないときは、実績値を空欄にして「値がない理由」を一覧から選んでください。0 は「ゼロだった」という意味になります。",
            "「確定・暫定・見込」は、年度が終わっていない値は「見込」、速報は「暫定」、それ以外は「確定」です。",
            "取組は「取組の状況」を一覧から選び、「取組の内容・備考」にその年度に行ったことを書いてください。",
            "前回から大きく変わったときなどは「確認事項への説明」に理由を書いてください。",
            "行の削除、絞り込み、列幅の変更、列の挿入、ファイル名やシート名の変更をしても読み取れます。隠れている列は消さないでください。",
            "並べ替えるときは、［校閲］の［シート保護の解除］（パスワードなし）を使ってください。並べ替えても読み取れます。",
            "ほかの課に照会した項目の行を貼り付けても、受け付けられません。",
            "保存形式は「Excel ブック（.xlsx）」です。LibreOffice で保存しても読み取れます。");

    private HowToSheet() {}

    static void write(XSSFWorkbook book, Styles styles, Form form) {
        XSSFSheet sheet = book.createSheet(NAME);
        sheet.setColumnWidth(0, 110 * 256);
        int at = 0;
        XSSFRow top = sheet.createRow(at++);
        top.setHeightInPoints(24);
        XSSFCell title = top.createCell(0);
        title.setCellStyle(styles.of(Styles.Look.TITLE));
        title.setCellValue(NAME + "　" + FormWriter.heading(form.year()));
        for (String line : LINES) {
            XSSFCell cell = sheet.createRow(at).createCell(0);
            cell.setCellStyle(styles.of(Styles.Look.LINE));
            cell.setCellValue(at + ". " + line);
            at++;
        }
        sheet.enableLocking();
        sheet.lockFormatColumns(false);
        sheet.getPrintSetup().setPaperSize(PrintSetup.A4_PAPERSIZE);
        sheet.getPrintSetup().setLandscape(true);
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setFitWidth((short) 1);
        sheet.getPrintSetup().setFitHeight((short) 0);
    }
}
