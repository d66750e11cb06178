package jp.shirube.kpi.received;

import java.util.List;

/** Where the copies are kept. */
public interface Copies {

    /** Keeps the newest state of each aggregate, whatever order they come in. */
    void keep(List<Stated> stated);
}
