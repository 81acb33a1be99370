package io.nerest.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {
    private static final Optional<String> TOKEN = Optional.of("0123456789abcdef0123456789abcdef");

    @Test
    void aServiceWithoutAccessControlDoesNotStart() {
        assertThat(AccessSettings.problem(false, Optional.empty(), false, "localhost"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("no access control is configured"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void anAccessTokenIsAcceptedOnLoopback(String host) {
        assertThat(AccessSettings.problem(false, TOKEN, false, host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.7", "::"})
    void anAccessTokenIsNotAcceptedElsewhereUnlessThatIsSetExplicitly(String host) {
        assertThat(AccessSettings.problem(true, TOKEN, false, host))
                .hasValueSatisfying(problem -> assertThat(problem).contains("listens on " + host));
        assertThat(AccessSettings.problem(false, TOKEN, true, host)).isEmpty();
    }

    @Test
    void aShortAccessTokenIsNotAccepted() {
        assertThat(AccessSettings.problem(false, Optional.of("secret"), false, "localhost"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("at least 32"));
    }

    @ParameterizedTest
    @CsvSource({"false, false, true", "false, true, true", "true, false, false", "true, true, true"})
    void anIdentityProviderEndsTheAccessTokenUnlessBothAreAllowed(boolean oidc, boolean besideOidc, boolean accepted) {
        assertThat(AccessSettings.isTokenAccepted(oidc, besideOidc)).isEqualTo(accepted);
    }

    @Test
    void theLogSaysWhatBecomesOfAnAccessTokenBesideAnIdentityProvider() {
        assertThat(AccessSettings.warning(true, TOKEN, false))
                .hasValueSatisfying(warning -> assertThat(warning).contains("is refused"));
        assertThat(AccessSettings.warning(true, TOKEN, true))
                .hasValueSatisfying(warning -> assertThat(warning).contains("rights of all roles"));
        assertThat(AccessSettings.warning(true, Optional.empty(), false)).isEmpty();
        assertThat(AccessSettings.warning(false, TOKEN, false)).isEmpty();
    }

    @Test
    void anIdentityProviderAloneIsEnough() {
        assertThat(AccessSettings.problem(true, Optional.empty(), false, "0.0.0.0"))
                .isEmpty();
    }
}
