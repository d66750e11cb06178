package jp.shirube.responsibility;

import java.util.List;

/** Who reports an indicator on a day: one department, or nobody, with the reason. */
public sealed interface Reporter {

    /**
     * 担当課.
     *
     * @param predecessors the departments it came from, the one stated first; empty where it is stated itself
     */
    record Known(String department, List<String> predecessors) implements Reporter {
        public Known {
            predecessors = List.copyOf(predecessors);
        }

        public How how() {
            return predecessors.isEmpty() ? How.STATED : How.FOLLOWED;
        }
    }

    /** 担当なし. */
    record Nobody(Reason reason) implements Reporter {}

    /** How a department came to report. */
    enum How {
        STATED("担当として書かれている", "stated as the reporter"),
        FOLLOWED("担当だった課を引き継いだ", "took over from the department stated");

        private final String ja;
        private final String en;

        How(String ja, String en) {
            this.ja = ja;
            this.en = en;
        }

        public String ja() {
            return ja;
        }

        public String en() {
            return en;
        }
    }

    /** Why nobody reports. */
    enum Reason {
        NOT_STATED("その日の担当課が書かれていません", "no department is stated for that day"),
        NO_LONGER("書かれた担当の期間が終わっています", "the stated span has ended"),
        SPLIT("担当課が分割され、どの課が引き継ぐか書かれていません", "the department was split, and nobody has said which one took over"),
        ENDED("担当課がなくなり、引き継いだ課がありません", "the department has ended, and none succeeds it");

        private final String ja;
        private final String en;

        Reason(String ja, String en) {
            this.ja = ja;
            this.en = en;
        }

        public String ja() {
            return ja;
        }

        public String en() {
            return en;
        }
    }
}
