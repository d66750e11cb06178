package jp.shirube.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key tells whose it is and which; only whoever was shown it has the rest. */
class ApiKeyTest {

    private static final String SECRET = "abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE";

    private final SecureRandom random = new SecureRandom();

    @Test
    void aNewKeySaysItsMunicipalityAndItselfAndIsReadAgain() {
        ApiKey made = ApiKey.create("062022", random);
        assertThat(made.reveal()).matches("shirube_062022_[a-z2-7]{12}_[A-Za-z0-9_-]{43}");
        ApiKey read = ApiKey.read(made.reveal()).orElseThrow();
        assertThat(read.municipality()).isEqualTo("062022");
        assertThat(read.id()).isEqualTo(made.id());
        assertThat(read.hash()).isEqualTo(made.hash());
    }

    @Test
    void twoKeysHaveNothingInCommonButTheirForm() {
        ApiKey one = ApiKey.create("062022", random);
        ApiKey other = ApiKey.create("062022", random);
        assertThat(other.id()).isNotEqualTo(one.id());
        assertThat(other.hash()).isNotEqualTo(one.hash());
    }

    @Test
    void whatIsKeptIsSha256OfTheWholeKey() {
        ApiKey key = ApiKey.read("shirube_062022_abcdefghijkl_" + SECRET).orElseThrow();
        assertThat(key.hash()).isEqualTo("98126d623153c769009887f34b9488ed005ee47d8424369a201acbe033d2d45f");
        assertThat(key.hasHash(key.hash())).isTrue();
        assertThat(key.hasHash("")).isFalse();
        assertThat(ApiKey.read("shirube_062111_abcdefghijkl_" + SECRET)
                        .orElseThrow()
                        .hasHash(key.hash()))
                .as("the municipality is part of what is hashed")
                .isFalse();
    }

    @Test
    void aLogThatPrintsAKeyDoesNotGiveItAway() {
        ApiKey key = ApiKey.create("062022", random);
        assertThat(key.toString())
                .contains(key.id())
                .doesNotContain(key.reveal().substring(29))
                .doesNotContain(key.hash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shirube_062022_abcdefghijkl_",
                "shirube_062022_abcdefghijkl_" + SECRET + "A",
                "shirube_062022_abcdefghijk_" + SECRET,
                "shirube_06202_abcdefghijkl_" + SECRET,
                "shirube_０６２０２２_abcdefghijkl_" + SECRET,
                "Shirube_062022_abcdefghijkl_" + SECRET,
                "shirube_062022_abcdefghijkl_" + SECRET + "\n",
                " shirube_062022_abcdefghijkl_" + SECRET,
                "shirube_062022_ABCDEFGHIJKL_" + SECRET
            })
    void whatHasNotTheFormIsNoKey(String presented) {
        assertThat(ApiKey.read(presented)).isEmpty();
    }

    @Test
    void aKeyIsOfAMunicipality() {
        assertThatThrownBy(() -> ApiKey.create("yonezawa", random)).isInstanceOf(IllegalArgumentException.class);
    }
}
