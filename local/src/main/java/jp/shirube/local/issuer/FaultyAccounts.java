package jp.shirube.local.issuer;

import java.util.List;

/** The file of demo accounts cannot be used, and everything that is wrong with it. */
public final class FaultyAccounts extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    FaultyAccounts(String file, List<String> problems) {
        super(file + ":\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
