package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Requests that the console must refuse: without a session, from other sites, of other roles, to other paths, too many. */
final class ConsoleAttacks {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConsoleStack stack;
    private final URI console;
    private final ProviderKey provider;
    private final String campaign;

    ConsoleAttacks(ConsoleStack stack) {
        this.stack = stack;
        this.console = stack.console();
        this.provider = stack.provider();
        this.campaign = stack.campaign();
    }

    void requireThatForgedRequestsAreRefused() throws Exception {
        String operator = cookie("operator", "OPERATOR");
        String viewer = cookie("viewer", "VIEWER");
        String labeller = cookie("labeller", "LABELLER");
        String marker = "X-Nerest-Console";
        Map<String, String> page = Map.of("Cookie", operator, marker, "page");
        String pause = "/api/selector/campaigns/" + campaign + "/pause";

        assertThat(send("GET", "/api/session", Map.of()).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/session", Map.of("Cookie", operator + "x")).statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/api/session", page).statusCode()).isEqualTo(200);
        // A login address works once.
        URI once = stack.login("once", "VIEWER");
        HttpRequest use = HttpRequest.newBuilder(once).build();
        assertThat(http.send(use, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(303);
        assertThat(http.send(use, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        // Forged requests of other sites.
        assertThat(send("POST", pause, Map.of("Cookie", operator)).statusCode()).isEqualTo(403);
        assertThat(send("POST", pause, Map.of("Cookie", operator, marker, "x", "Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", pause, Map.of("Cookie", operator, marker, "x", "Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        // Roles.
        String frame = UUID.randomUUID().toString();
        List<String> ofLabellers = List.of(
                "/api/label/next",
                "/api/label/release",
                "/api/label/frames/" + frame,
                "/api/label/frames/" + frame + "/skip",
                "/api/audit/verdicts",
                "/api/selector/seasons",
                "/api/selector/seasons/" + frame + "/draws",
                "/api/ingest/source-previews");
        List<String> ofOperators = List.of(
                pause,
                "/api/selector/campaigns",
                "/api/selector/campaigns/" + campaign + "/cancel",
                "/api/selector/campaigns/" + campaign + "/clone",
                "/api/selector/dead-letters/x-0-0/resend",
                "/api/selector/dead-letters/x-0-0/drop",
                "/api/selector/replays",
                "/api/ingest/frames",
                "/api/trainer/models/m/promote");
        for (String path :
                Stream.concat(ofLabellers.stream(), ofOperators.stream()).toList()) {
            assertThat(send("POST", path, Map.of("Cookie", viewer, marker, "x")).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String path : ofOperators) {
            assertThat(send("POST", path, Map.of("Cookie", labeller, marker, "x"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        // Paths that leave what the rules name.
        for (String path : List.of(
                "/api/ingest/frames/../streams",
                "/api/ingest/frames/%2e%2e/image",
                "/api/ingest/frames/..%2f..%2fq%2fhealth/image",
                "/api/trainer/models/../../q/health/weights",
                "/api/trainer/models/..",
                "/api/ingest/labels",
                "/api/scoring/anything",
                "/static/../application.properties")) {
            assertThat(send("GET", path, page).statusCode()).as(path).isIn(400, 404);
        }
        // Another host name: DNS rebinding. Java's client does not let a test set the header, so a socket does.
        try (var socket = new Socket("localhost", console.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/session HTTP/1.1\r\nHost: evil.example\r\nCookie: " + operator
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
        assertThat(send("GET", "/", Map.of()).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("frame-ancestors 'none'", "script-src 'self'"));
    }

    void requireThatTokensGiveRoles() throws Exception {
        Duration hour = Duration.ofHours(1);
        Map<String, String> ecologist = bearer(provider.token("nina", "ecologist", hour));
        Map<String, String> engineer = bearer(provider.token("oleg", "engineer", hour));
        HttpResponse<String> session = send("GET", "/api/session", ecologist);
        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(session.body()).contains("\"nina\"", "\"LABELLER\"");
        assertThat(send("GET", "/api/ingest/frames?limit=1", ecologist).statusCode())
                .isEqualTo(200);
        String pause = "/api/selector/campaigns/" + campaign + "/pause";
        assertThat(send("POST", pause, ecologist).statusCode()).isEqualTo(403);
        // The console treats engineers as operators; the selector checks their role.
        assertThat(send("GET", "/api/selector/campaigns", engineer).statusCode())
                .isEqualTo(200);
        HttpResponse<String> letters = send("GET", "/api/selector/dead-letters", engineer);
        assertThat(letters.statusCode()).isEqualTo(403);
        assertThat(send("GET", "/api/session", engineer).body()).contains("\"mayLabel\":false");
        for (String path : List.of("/api/label/next", "/api/audit/verdicts")) {
            assertThat(send("POST", path, engineer).statusCode()).as(path).isEqualTo(403);
        }
        for (String invalid : List.of(
                "nonsense",
                provider.token("nina", "ecologist", Duration.ofMinutes(-5)),
                provider.token("cam", "camera", hour),
                ProviderKey.generate().token("nina", "operator", hour))) {
            assertThat(send("GET", "/api/session", bearer(invalid)).statusCode())
                    .as(invalid)
                    .isEqualTo(401);
        }
        // A token gives no right to requests from another site.
        assertThat(send("POST", "/api/label/next", Map.of("Authorization", ecologist.get("Authorization")))
                        .statusCode())
                .isEqualTo(403);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token, "X-Nerest-Console", "page");
    }

    void requireThatManyEventStreamsAreRefused() throws Exception {
        String cookie = cookie("flood", "VIEWER");
        List<Integer> answers = new ArrayList<>();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create(console + "/api/events"))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            answers.add(answer.statusCode());
            open.add(answer.body());
        }
        for (InputStream stream : open) {
            stream.close();
        }
        assertThat(answers.stream().filter(code -> code == 200)).hasSize(12);
        assertThat(answers.stream().filter(code -> code == 429)).hasSize(8);
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(console + path)).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String cookie(String name, String role) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(stack.login(name, role)).build(), HttpResponse.BodyHandlers.ofString());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
