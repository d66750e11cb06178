package jp.shirube.kpi.collection.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Forms (様式) as files people open, fill and send back. */
public interface Workbooks {

    byte[] write(Form form);

    /** What such a file is called: 令和7年度実績照会_スポーツ課.xlsx. */
    String fileName(Form form);

    /** Several departments' forms in one file. */
    void writeAll(List<Form> forms, OutputStream into) throws IOException;

    /**
     * One file, or several in a zip.
     *
     * @throws jp.shirube.problem.ProblemException where nothing can be read at all
     */
    List<ReadForm> read(String name, InputStream content);

    /** The form again with what came back in it, and what is wrong beside it; nothing that was sent is lost. */
    byte[] annotated(Form form, List<ReadForm> read, List<CellFault> faults);
}
