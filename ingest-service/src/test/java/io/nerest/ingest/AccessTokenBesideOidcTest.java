package io.nerest.ingest;

import static io.restassured.RestAssured.given;

import io.nerest.testing.PlatformResource;
import io.nerest.testing.access.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service with an identity provider and an access token that is not allowed beside it. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(value = AccessTokenBesideOidcTest.ProviderWithoutPermission.class, restrictToAnnotatedClass = true)
class AccessTokenBesideOidcTest {
    private static final String ENDPOINT = "/api/streams";

    @Test
    void theAccessTokenIsRefusedAsBearerToken() {
        given().header("Authorization", "Bearer " + TestTokens.LAUNCHER)
                .get(ENDPOINT)
                .then()
                .statusCode(401);
    }

    @Test
    void theAccessTokenIsRefusedAsPassword() {
        given().auth()
                .preemptive()
                .basic("tool", TestTokens.LAUNCHER)
                .get(ENDPOINT)
                .then()
                .statusCode(401);
    }

    @Test
    void tokensOfTheProviderAreAccepted() {
        given().header("Authorization", "Bearer " + TestTokens.withRole("ecologist"))
                .get(ENDPOINT)
                .then()
                .statusCode(200);
    }

    /** The settings of other tests, without the permission. */
    public static final class ProviderWithoutPermission implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("nerest.access.token-beside-oidc", "false", "quarkus.oidc.token.audience", "");
        }

        @Override
        public void stop() {}

        /** After the platform's settings, which it replaces. */
        @Override
        public int order() {
            return 1;
        }
    }
}
