package io.nerest.standalone.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import io.nerest.system.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Keycloak with the realm of {@code docker/keycloak}, a user for each role, and one without roles. */
final class KeycloakProcess implements AutoCloseable {
    /** A user of the realm without any role. */
    static final String NOBODY = "nobody";

    private static final List<String> ROLES = List.of("ecologist", "engineer", "operator");
    private static final String CLIENT = "trial";
    private static final String PASSWORD = "password-of-a-trial";
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess process;
    private final URI realm;

    private KeycloakProcess(ChildProcess process, URI realm) {
        this.process = process;
        this.realm = realm;
    }

    /**
     * Starts Keycloak and waits until it issues tokens.
     *
     * @param home folder of the distribution
     * @param realmFile the realm that the project delivers
     * @param log file for the output
     */
    static KeycloakProcess start(Path home, Path realmFile, Path log) throws Exception {
        Path imports = home.resolve("data/import");
        Files.createDirectories(imports);
        JSON.writeValue(imports.resolve("nerest-realm.json").toFile(), withUsers(realmFile));
        int port = FreePort.find();
        ChildProcess process = ChildProcess.start(new ChildSpec(
                "keycloak",
                List.of(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--db=dev-mem",
                        "--cache=local"),
                Map.of("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx384m"),
                log));
        KeycloakProcess keycloak =
                new KeycloakProcess(process, URI.create("http://127.0.0.1:" + port + "/realms/nerest"));
        try {
            process.awaitReady(keycloak::answers, START_LIMIT);
            return keycloak;
        } catch (IOException | InterruptedException | RuntimeException e) {
            keycloak.close();
            throw e;
        }
    }

    private static JsonNode withUsers(Path realmFile) throws IOException {
        ObjectNode realm = (ObjectNode) JSON.readTree(realmFile.toFile());
        ObjectNode client = realm.withArray("clients").addObject();
        client.put("clientId", CLIENT)
                .put("enabled", true)
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true);
        client.putArray("defaultClientScopes").add("nerest");
        ROLES.forEach(role -> user(realm, role).putArray("realmRoles").add(role));
        user(realm, NOBODY);
        return realm;
    }

    private static ObjectNode user(ObjectNode realm, String name) {
        ObjectNode user = realm.withArray("users").addObject();
        user.put("username", name)
                .put("enabled", true)
                .put("firstName", name)
                .put("lastName", name)
                .put("email", name + "@example.org")
                .put("emailVerified", true);
        user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
        return user;
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(realm).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The issuer's address. */
    URI realm() {
        return realm;
    }

    /** Returns an access token of the user with a role, or of {@link #NOBODY}. */
    String token(String user) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&client_id=" + CLIENT
                                + "&username=" + user + "&password="
                                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String token = JSON.readTree(answer.body()).path("access_token").asText();
        if (token.isEmpty()) {
            throw new IOException("Keycloak gives no token for " + user + ": " + answer.body());
        }
        return token;
    }

    @Override
    public void close() {
        try {
            process.stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }
}
