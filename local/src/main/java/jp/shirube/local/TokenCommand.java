package jp.shirube.local;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.local.issuer.Client;
import jp.shirube.local.issuer.DemoAccount;
import jp.shirube.local.issuer.DemoAccounts;

/** {@code ./shirube token}: prints an access token of a demo account, and nothing else, so that a shell can use it. */
final class TokenCommand {

    private static final String USAGE = """
            使い方 / usage: ./shirube token <利用者 / account> [--json]

            この計算機で動いている標（Shirube）の、デモ用の利用者のトークンを出します（15分有効）。
            Prints an access token of a demo account of the installation running on this machine; valid for 15 minutes.

              --json   発行者の答えをそのまま / all that the issuer says

              curl -H "Authorization: Bearer $(./shirube token %s)" ...

            利用者 / accounts (samples/accounts.yaml):
            %s

            終了コード / exit codes: 0 済み / done, 1 動いていない、いない利用者 / not running, no such account, 2 使い方の誤り / usage""";

    private TokenCommand() {}

    static int run(Settings settings, Voice voice, List<String> arguments) throws IOException, InterruptedException {
        if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
            voice.plain(usage(LocalSignIn.accounts(settings)));
            return 0;
        }
        boolean json = arguments.contains("--json");
        List<String> accounts = arguments.stream()
                .filter(argument -> !argument.equals("--json"))
                .toList();
        if (accounts.size() != 1 || accounts.get(0).startsWith("-")) {
            throw new Refusal(Refusal.USAGE, usage(LocalSignIn.accounts(settings)));
        }
        LocalSignIn signIn = LocalSignIn.of(settings);
        voice.plain(json ? signIn.ask(accounts.get(0)).encode() : signIn.token(accounts.get(0)));
        return 0;
    }

    private static String usage(DemoAccounts accounts) {
        List<DemoAccount> all =
                Stream.concat(accounts.people(), accounts.systems()).toList();
        int width =
                all.stream().mapToInt(account -> account.id().length()).max().orElse(0);
        String lines = Stream.concat(
                        all.stream()
                                .map(account -> "  " + account.id()
                                        + " ".repeat(2 + width - account.id().length()) + account.name()),
                        Stream.of("  " + Client.OPERATOR + "  デモ・運用者 / the operator of the installation"))
                .collect(Collectors.joining("\n"));
        return USAGE.formatted(all.isEmpty() ? Client.OPERATOR : all.get(0).id(), lines);
    }
}
