package io.nerest.standalone.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.testing.access.AccessTrial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of {@code docs/access.md} with tokens of a real Keycloak, over all endpoints of the four running services. The Maven
 * profile {@code keycloak} downloads the distribution and runs it.
 */
@EnabledIfSystemProperty(named = "nerest.keycloak.home", matches = ".+")
class KeycloakAccessIT {
    private static final List<String> USERS = List.of("ecologist", "engineer", "operator", KeycloakProcess.NOBODY);

    private final Installation installation = Installation.locate();

    @TempDir
    private Path folder;

    @Test
    void everyEndpointAdmitsTheRolesOfTheDocumentationAndNobodyElse() throws Exception {
        long start = System.nanoTime();
        try (KeycloakProcess keycloak = KeycloakProcess.start(
                Path.of(System.getProperty("nerest.keycloak.home")),
                installation.home().resolve("docker/keycloak/nerest-realm.json"),
                folder.resolve("keycloak.log"))) {
            print("Keycloak issues tokens", start);
            try (Stack stack = Stack.start(installation, settings(keycloak), line -> System.out.println(line))) {
                Map<String, String> tokens = new LinkedHashMap<>();
                for (String user : USERS) {
                    tokens.put(user, keycloak.token(user));
                }
                String operator = tokens.getOrDefault("operator", "");
                List<String> invalid = List.of(
                        "nonsense",
                        stack.endpoints().accessToken(),
                        withoutSignature(operator),
                        withOtherSignature(operator));
                for (String service : Endpoints.SERVICES) {
                    AccessTrial.Outcome outcome =
                            new AccessTrial(service, stack.endpoints().service(service), tokens, invalid).run();

                    System.out.println(
                            service + ": " + outcome.granted() + " granted, " + outcome.refused() + " refused");
                    assertThat(outcome.findings()).as(service).isEmpty();
                    assertThat(outcome.granted()).isPositive();
                    assertThat(outcome.refused()).isGreaterThan(outcome.granted() / 2);
                }
                print("all endpoints were called", start);
            }
        }
    }

    private StackSettings settings(KeycloakProcess keycloak) {
        return new StackSettings(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("fish"),
                installation.baseCheckpoint(),
                false,
                Map.of(
                        "QUARKUS_OIDC_TENANT_ENABLED", "true",
                        "QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.realm().toString(),
                        "QUARKUS_OIDC_TOKEN_AUDIENCE", "nerest",
                        "NEREST_ENGINE", "onnx-fp32"));
    }

    private static String withoutSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    /** The last letter of a signature may hold bits that count for nothing, so that the first one is changed. */
    private static String withOtherSignature(String token) {
        int first = token.lastIndexOf('.') + 1;
        return token.substring(0, first) + (token.charAt(first) == 'A' ? 'B' : 'A') + token.substring(first + 1);
    }

    private static void print(String what, long start) {
        System.out.printf("%s after %.0f s%n", what, (System.nanoTime() - start) / 1e9);
    }
}
