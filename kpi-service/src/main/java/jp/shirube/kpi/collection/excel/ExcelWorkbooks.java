package jp.shirube.kpi.collection.excel;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import jp.shirube.kpi.collection.form.CellFault;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.Workbooks;

@ApplicationScoped
class ExcelWorkbooks implements Workbooks {

    @Override
    public byte[] write(Form form) {
        return FormWriter.write(form);
    }

    @Override
    public String fileName(Form form) {
        return FormWriter.fileName(form);
    }

    @Override
    public void writeAll(List<Form> forms, OutputStream into) throws IOException {
        FormFiles.zip(forms, into);
    }

    @Override
    public List<ReadForm> read(String name, InputStream content) {
        return FormFiles.read(name, content);
    }

    @Override
    public byte[] annotated(Form form, List<ReadForm> read, List<CellFault> faults) {
        return FormWriter.annotated(form, read, faults);
    }
}
