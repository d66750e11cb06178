package jp.shirube.report.webhook;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.HostName;
import inet.ipaddr.HostNameException;
import inet.ipaddr.HostNameParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.shirube.promise.Sentence;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks may be sent. Whoever registers a receiver must not reach through us what he cannot reach himself: addresses
 * inside are refused unless the operator lists them ({@code shirube.webhooks.allowed-receivers}), when a receiver is registered
 * and again whenever a connection is made, because a name may mean another address by then. The connection is made to the very
 * addresses that were looked at here.
 */
@ApplicationScoped
public class ReceiverAddresses {

    private static final int LONGEST_URL = 2000;
    private static final int MOST_PORT = 65_535;
    private static final int LOOKUPS_AT_ONCE = 64;
    private static final long LONGEST_LOOKUP_SECONDS = 5;

    /** 127.1, 0177.0.0.1, 2130706433 and 0x7f.1 mean other things to other programs: here they mean nothing. */
    private static final IPAddressStringParameters ONE_FORM = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .toParams();

    /** IANA special-purpose registries for IPv4 and IPv6, as far as they are not globally reachable; and what embeds IPv4. */
    private static final List<IPAddress> INSIDE = ranges(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "::1/128",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fec0::/10");

    /** Not even when listed: nothing that receives webhooks lives there, but clouds' credentials do. */
    private static final List<IPAddress> NEVER = ranges(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.192/32",
            "::/128",
            "fe80::/10",
            "ff00::/8",
            "fd00:ec2::254/128",
            "fd20:ce::254/128");

    /** Their last 32 bits are an IPv4 address: compatible, NAT64. */
    private static final List<IPAddress> EMBEDDING = ranges("::/96", "64:ff9b::/96", "64:ff9b:1::/48");

    private static final HostNameParameters A_NAME = new HostNameParameters.Builder()
            .allowEmpty(false)
            .allowIPAddress(false)
            .allowPort(false)
            .allowService(false)
            .toParams();

    /** What a name means at the moment. */
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /** An address nothing is sent to; the message says which and why. */
    static final class RefusedException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private final transient Sentence why;

        RefusedException(Sentence why) {
            super(why.en());
            this.why = why;
        }

        Sentence why() {
            return why;
        }
    }

    private final Names names;
    private final Set<String> allowedHosts = new HashSet<>();
    private final List<IPAddress> allowedRanges = new ArrayList<>();

    /** Threads of its own: while a name server does not answer, virtual threads would hold up all others. */
    private final ExecutorService lookups = Executors.newFixedThreadPool(
            LOOKUPS_AT_ONCE,
            Thread.ofPlatform().daemon().name("webhook-lookup-", 0).factory());

    @jakarta.inject.Inject
    ReceiverAddresses(@ConfigProperty(name = "shirube.webhooks.allowed-receivers") Optional<List<String>> allowed) {
        this(allowed.orElse(List.of()), InetAddress::getAllByName);
    }

    ReceiverAddresses(List<String> allowed, Names names) {
        this.names = names;
        for (String entry : allowed) {
            String text = entry.strip();
            IPAddress range = address(text);
            if (range != null) {
                allowedRanges.add(range.toPrefixBlock());
            } else if (isName(text)) {
                allowedHosts.add(plain(text));
            } else {
                throw new IllegalArgumentException(
                        "shirube.webhooks.allowed-receivers: neither a host name nor an address range: " + text);
            }
        }
    }

    /** @return what is wrong with it, as far as it can be seen now; null when webhooks may be sent there */
    @Nullable
    Sentence wrong(String url) {
        if (url.length() > LONGEST_URL) {
            return new Sentence(LONGEST_URL + "字までです。", "At most " + LONGEST_URL + " characters.");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return new Sentence(
                    "URLとして読み取れません（ASCIIの文字で書いてください）。", "Not readable as a URL (it is written in ASCII characters).");
        }
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return new Sentence(
                    "https:// または http:// で始まるURLを書いてください。", "Write a URL that begins with https:// or http://.");
        }
        if (uri.getRawUserInfo() != null
                || Objects.requireNonNullElse(uri.getRawAuthority(), "").contains("@")) {
            return new Sentence("URLに利用者名やパスワードは書けません。", "A URL with a user name or a password is not accepted.");
        }
        if (uri.getRawFragment() != null) {
            return new Sentence("URLに「#」以下は書けません。", "A URL with a fragment is not accepted.");
        }
        String host = uri.getHost();
        if (host == null || uri.getPort() == 0 || uri.getPort() > MOST_PORT || !isHost(host)) {
            return new Sentence(
                    "URLのホストを読み取れません。ホスト名か、通常の書き方のIPアドレス（例 192.0.2.10, [2001:db8::10]）を書いてください。",
                    "The host of the URL is not readable. Write a host name, or an IP address in its usual form "
                            + "(like 192.0.2.10 or [2001:db8::10]).");
        }
        try {
            vetted(host);
            return null;
        } catch (RefusedException e) {
            return e.why();
        } catch (UnknownHostException e) {
            return new Sentence(
                    "ホスト名「" + host + "」のアドレスが見つかりません。", "No address is found for the host name " + host + ".");
        }
    }

    /**
     * The addresses of a host, looked up now; all of them may be connected to.
     *
     * @throws RefusedException when one of them may not
     */
    InetAddress[] vetted(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!isHost(host) && address(bare) == null) {
            throw new RefusedException(new Sentence("読み取れないホストです: " + bare, "The host is not readable: " + bare));
        }
        InetAddress[] addresses = lookUp(bare);
        if (addresses.length == 0) {
            throw new UnknownHostException(bare);
        }
        for (InetAddress address : addresses) {
            List<IPAddress> forms = forms(address);
            if (forms.stream().anyMatch(form -> isIn(NEVER, form))) {
                throw refused(bare, address, "この宛先へは送信できません。", "Nothing is sent there.");
            }
            if (!forms.stream().allMatch(form -> !isIn(INSIDE, form) || isAllowed(bare, form))) {
                throw refused(
                        bare,
                        address,
                        "内部のアドレスです。送信するには、システムの管理者が shirube.webhooks.allowed-receivers に登録する必要があります。",
                        "It is an inside address. The operator would have to list it in shirube.webhooks.allowed-receivers.");
            }
        }
        return addresses;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> found = lookups.submit(() -> names.lookUp(host));
        try {
            return found.get(LONGEST_LOOKUP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        } catch (TimeoutException e) {
            found.cancel(true);
            throw new UnknownHostException(host + ": no answer from the name server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host + ": interrupted");
        }
    }

    private static RefusedException refused(String host, InetAddress address, String ja, String en) {
        String shown = host.equals(address.getHostAddress()) ? host : host + " (" + address.getHostAddress() + ")";
        return new RefusedException(new Sentence(shown + ": " + ja, shown + ": " + en));
    }

    private boolean isAllowed(String host, IPAddress address) {
        return allowedHosts.contains(plain(host)) || isIn(allowedRanges, address);
    }

    private static boolean isIn(List<IPAddress> ranges, IPAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The address itself, and the IPv4 address that an IPv6 address is another form of, or leads to. */
    private static List<IPAddress> forms(InetAddress address) {
        IPAddress itself = new IPAddressGenerator().from(address);
        if (!(itself instanceof IPv6Address six) || six.isLoopback()) {
            return List.of(itself);
        }
        if (six.is6To4()) {
            return List.of(six, six.get6To4IPv4Address());
        }
        return six.isIPv4Mapped() || isIn(EMBEDDING, six) ? List.of(six, six.getEmbeddedIPv4Address()) : List.of(six);
    }

    /** A name, or an address in the one form that everybody reads alike. */
    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && !host.contains("%") && address(host.substring(1, host.length() - 1)) != null;
        }
        IPAddress address = address(host);
        return address != null ? address.toCanonicalString().equals(host) : isName(host);
    }

    private static boolean isName(String text) {
        String last = text.substring(text.lastIndexOf('.', text.length() - 2) + 1);
        if (last.isEmpty() || Character.isDigit(last.charAt(0))) {
            return false;
        }
        try {
            new HostName(text, A_NAME).validate();
            return text.chars().allMatch(c -> c < 128);
        } catch (HostNameException e) {
            return false;
        }
    }

    /** An address or a range of addresses. */
    private static @Nullable IPAddress address(String text) {
        try {
            IPAddress address = new IPAddressString(text, ONE_FORM).toAddress();
            return address == null || address.isMultiple() && !address.isPrefixed() ? null : address;
        } catch (AddressStringException e) {
            return null;
        }
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static List<IPAddress> ranges(String... texts) {
        List<IPAddress> ranges = new ArrayList<>();
        for (String text : texts) {
            ranges.add(Objects.requireNonNull(address(text)).toPrefixBlock());
        }
        return List.copyOf(ranges);
    }
}
