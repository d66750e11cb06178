package jp.shirube.system.faults;

import java.io.IOException;

/** What is sent to a process. */
enum Signal {
    KILL,
    STOP,
    CONT;

    void to(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
