package jp.shirube.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import jp.shirube.report.webhook.ReceiverAddresses.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OWASP API7:2023, ASVS 5.0 1.3.6: nobody reaches through us what he cannot reach himself. */
class ReceiverAddressesTest {

    private static final String OUTSIDE = "93.184.216.34";

    private static final Map<String, List<String>> NAMES = Map.of(
            "hooks.example.jp", List.of(OUTSIDE),
            "hooks6.example.jp", List.of("2606:2800:220:1::1"),
            "inside.example.jp", List.of("10.1.2.3"),
            "both.example.jp", List.of(OUTSIDE, "192.168.1.10"),
            "metadata.example.jp", List.of("169.254.169.254"),
            "mapped.example.jp", List.of("::ffff:127.0.0.1"),
            "lgwan.example.jp", List.of("172.20.1.1"));

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        List<String> addresses = NAMES.get(host);
        if (addresses == null) {
            // A literal is read without asking anybody; names that are not above must not be asked for.
            if (!host.matches("[0-9.]+|[0-9a-fA-F:.]+")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        }
        InetAddress[] found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses.get(i));
        }
        return found;
    }

    private static ReceiverAddresses allowing(String... entries) {
        return new ReceiverAddresses(List.of(entries), ReceiverAddressesTest::lookUp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.jp/shirube",
                "http://hooks.example.jp",
                "https://hooks.example.jp:8443/a?token=b",
                "HTTPS://hooks6.example.jp/",
                "https://" + OUTSIDE + "/x",
                "https://[2606:2800:220:1::1]:443/x"
            })
    void whatAnybodyCanReachMayReceive(String url) {
        assertThat(allowing().wrong(url)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // loopback, and all ways to write it
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://00000177.0.0.1/",
                "http://127.0.0.01/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://127。0。0。1/",
                "http://１２７.0.0.1/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b:1::a00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:7f00:1::]/",
                // nowhere, everybody
                "http://0.0.0.0/",
                "http://0/",
                "http://0.1.2.3/",
                "http://[::]/",
                "http://[::ffff:0.0.0.0]/",
                "http://224.0.0.1/",
                "http://239.255.255.250/",
                "http://255.255.255.255/",
                "http://240.0.0.1/",
                "http://[ff02::1]/",
                // link-local and clouds' metadata
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.0.1/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                // private and shared
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://198.18.0.1/",
                "http://192.0.2.1/",
                "http://[fc00::1]/",
                "http://[fd12:3456:789a::1]/",
                "http://[fec0::1]/",
                "http://[64:ff9b::a00:1]/",
                // names that lead there
                "https://inside.example.jp/",
                "https://both.example.jp/",
                "https://metadata.example.jp/",
                "https://mapped.example.jp/",
                "https://nobody-knows.example.jp/",
                // not what is meant
                "file:///etc/passwd",
                "gopher://hooks.example.jp:70/_x",
                "ftp://hooks.example.jp/",
                "javascript:alert(1)",
                "jar:http://hooks.example.jp!/",
                "//hooks.example.jp/",
                "hooks.example.jp",
                "",
                " ",
                "https://",
                "https:///x",
                "https://user@hooks.example.jp/",
                "https://user:pass@hooks.example.jp/",
                "https://hooks.example.jp@127.0.0.1/",
                "https://@hooks.example.jp/",
                "https://hooks.example.jp\\@127.0.0.1/",
                "https://hooks.example.jp#@127.0.0.1/",
                "https://hooks.example.jp/#x",
                "https://hooks.example.jp:0/",
                "https://hooks.example.jp:65536/",
                "https://hooks.example.jp:x/",
                "https://hooks_example.jp/",
                "https://-.example.jp/",
                "https://hooks.example.jp\r\nHost: x/",
                "https://[hooks.example.jp]/",
                "https://1.2.3.4.5/",
                "https://999.1.1.1/",
                "https://a b/"
            })
    void whatLeadsInsideOrIsNoPlainAddressMayNot(String url) {
        assertThat(allowing().wrong(url)).as(url).isNotNull();
    }

    @Test
    void aUrlLongerThanAnyReceiverNeedsIsRefused() {
        assertThat(allowing().wrong("https://hooks.example.jp/" + "a".repeat(2000)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, https://10.200.0.1/, true",
        "10.0.0.0/8, https://inside.example.jp/, true",
        "10.0.0.0/8, https://192.168.0.1/, false",
        "10.1.2.3, https://inside.example.jp/, true",
        "10.1.2.4, https://inside.example.jp/, false",
        "inside.example.jp, https://inside.example.jp/, true",
        "Inside.Example.JP, https://inside.example.jp/, true",
        "inside.example.jp, https://10.1.2.3/, false",
        "inside.example.jp, https://lgwan.example.jp/, false",
        "192.168.0.0/16, https://both.example.jp/, true",
        "127.0.0.1, http://127.0.0.1:9000/, true",
        "127.0.0.1, http://127.0.0.2:9000/, false",
        "127.0.0.1, http://127.1:9000/, false",
        "127.0.0.0/8, http://[::1]/, false",
        "::1, http://[::1]/, true",
        "fd00::/8, http://[fd12::1]/, true",
        "64:ff9b::/96, http://[64:ff9b::5db8:d822]/, true",
        "64:ff9b::/96, http://[64:ff9b::a00:1]/, false",
    })
    void theOperatorListsHostsAndRanges(String listed, String url, boolean allowed) {
        assertThat(allowing(listed).wrong(url) == null).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::]/",
                "http://[::a9fe:a9fe]/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://255.255.255.255/",
                "http://224.0.0.1/",
                "https://metadata.example.jp/"
            })
    void metadataAndLinkLocalAreNeverSentToHoweverMuchIsListed(String url) {
        assertThat(allowing("0.0.0.0/0", "::/0", "169.254.0.0/16", "169.254.169.254", "metadata.example.jp")
                        .wrong(url))
                .isNotNull();
    }

    @Test
    void aNameThatMeansSomethingElseAtConnectIsRefusedThen() throws UnknownHostException {
        String[] means = {OUTSIDE};
        ReceiverAddresses addresses =
                new ReceiverAddresses(List.of(), host -> new InetAddress[] {InetAddress.getByName(means[0])});
        assertThat(addresses.wrong("https://rebinding.example.jp/")).isNull();
        assertThat(addresses.vetted("rebinding.example.jp")).containsExactly(InetAddress.getByName(OUTSIDE));
        means[0] = "127.0.0.1";
        assertThatThrownBy(() -> addresses.vetted("rebinding.example.jp"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("rebinding.example.jp (127.0.0.1)");
    }

    @Test
    void whatTheOperatorListsMustBeReadable() {
        assertThatCode(() -> allowing("10.0.0.0/8", "hooks.lgwan.jp", "fd00::/8", "2001:db8::1"))
                .doesNotThrowAnyException();
        for (String nonsense :
                List.of("10.0.0.0/99", "http://hooks.lgwan.jp", "10.0.0", "a b", "", "hooks.lgwan.jp:80")) {
            assertThatThrownBy(() -> allowing(nonsense)).as(nonsense).hasMessageContaining("allowed-receivers");
        }
    }
}
