package io.nerest.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ProblemTest {
    @Test
    void malformedJsonIsABadRequest() {
        problem(post("{\"text\": "), 400).body("detail", containsString("not valid JSON: error at line 1"));
    }

    @Test
    void aBodyThatBreaksARuleOfItsRecordNamesTheField() {
        problem(post("{\"number\": 1}"), 422).body("detail", is("'text' is missing"));
    }

    @Test
    void aParameterThatBreaksAConstraintIsNamed() {
        problem(RestAssured.get("/test/greetings?limit=-1").then(), 422)
                .body("detail", containsString("limit"))
                .body("errors[0].field", is("limit"))
                .body("errors[0].message", containsString("1"));
    }

    @Test
    void aValueOfTheWrongTypeNamesItsField() {
        problem(post("{\"text\": \"hello\", \"number\": \"many\"}"), 422)
                .body("detail", containsString("'number'"))
                .body("errors[0].field", is("number"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text': 'a', 'number': 1, 'numbr': 1} | numbr       | did you mean 'number'?",
                "{'text': 'a'}                      | number         | is missing or null",
                "{'text': 'a', 'number': null}      | number         | is missing or null",
                "{'text': 'a', 'number': 1.5}       | number         | must be a whole number",
                "{'text': 'a', 'number': '1'}       | number         | must be a whole number",
                "{'text': 'a', 'number': true}      | number         | must be a whole number",
                "{'text': 'a', 'number': []}        | number         | must be a whole number",
                "{'text': 'a', 'number': 4444444444}| number         | is out of range",
                "{'text': 'a', 'number': 1, 'text':'b'} | text       | occurs twice",
                "{'text': 7, 'number': 1}           | text           | must be text",
                "{'text': ['a'], 'number': 1}       | text           | must be text",
                "{'text': 'a', 'number': 1, 'inner': [{'text': 'b'}]}  | inner[0].number | is missing or null",
                "{'text': 'a', 'number': 1, 'inner': [null]}           | inner[0]        | is null",
                "{'text': 'a', 'number': 1, 'inner': {}}               | inner           | must be a list",
                "{'text': 'a', 'number': 1, 'inner': [{'number': 1}]}  | inner[0].text   | is missing",
                "{'text': 'a\\u0000', 'number': 1} | text            | U+0000",
                "{'text': 'a\\udc00', 'number': 1} | text            | U+DC00"
            })
    void aBodyThatIsNotStrictlyWhatIsDeclaredNamesTheField(String body, String field, String reason) {
        problem(post(body.replace('\'', '"')), 422)
                .body("errors[0].field", is(field))
                .body("errors[0].message", containsString(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'text':'a','number':1} x", "[]", "7", "'a'", "{'text':'a','number':1}{}"})
    void aBodyThatIsNotOneObjectIsRejected(String body) {
        int status = post(body.replace('\'', '"')).extract().statusCode();

        problem(post(body.replace('\'', '"')), status).body("detail", not(containsString("io.nerest")));
        assertThat(status).isIn(400, 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void anEmptyBodyIsRejected(String body) {
        problem(post(body), 422).body("detail", containsString("the body is empty"));
    }

    @Test
    void aDeeplyNestedBodyIsRejectedInPlainWords() {
        problem(post("[".repeat(5_000)), 422).body("detail", not(containsString("StreamReadConstraints")));
    }

    @ParameterizedTest
    @CsvSource({
        "/test/greetings?limit=abc,         limit, must be a whole number",
        "/test/greetings?limt=1&limit=1,    limt,  did you mean 'limit'?",
        "/test/greetings?limit=1&limit=2,   limit, occurs 2 times",
        "/test/greetings/x,                 number, must be a whole number"
    })
    void aParameterThatIsNotDeclaredOrCannotBeReadIsNamed(String path, String field, String reason) {
        problem(RestAssured.get(path).then(), 422)
                .body("errors[0].field", is(field))
                .body("errors[0].message", containsString(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/test/greetings?limit=%zz", "/test/greetings?%=1", "/test/%2", "/test/greetings?limit=1&x=%a"})
    void aUrlThatCannotBeDecodedIsAProblem(String path) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "two hexadecimal digits");
        }
    }

    @Test
    void aUrlThatIsTooLongIsAProblem() {
        problem(RestAssured.get("/test/greetings?limit=" + "1".repeat(5_000)).then(), 414)
                .body("detail", containsString("at most 4096"));
    }

    @Test
    void errorsOfTheFrameworkAreProblemsThatSayWhatToDo() {
        problem(RestAssured.delete("/test/greetings").then(), 405)
                .body("detail", containsString("DELETE is not supported"));
        problem(
                        RestAssured.given()
                                .contentType("text/plain")
                                .body("x")
                                .post("/test/greetings")
                                .then(),
                        415)
                .body("detail", containsString("'Content-Type'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; charset=utf-8", "\"\"", "\"x", "a b"})
    void aFormWithAnUnusableBoundaryIsRejected(String boundary) throws Exception {
        HttpResponse<String> response = post("multipart/form-data; boundary=" + boundary, "--x--");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("boundary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"a b\"", "x; charset=utf-8"})
    void aUsableBoundaryIsLeftToTheEndpoint(String boundary) throws Exception {
        assertThat(post("multipart/form-data; boundary=" + boundary, "--x--").statusCode())
                .isEqualTo(415);
    }

    private static HttpResponse<String> post(String contentType, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/test/greetings"))
                                .header("Content-Type", contentType)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"application/*, ''", "application/*, {}", "*/*, ''", "*/*, {}"})
    void aBodyOfARangeOfTypesIsRejected(String contentType, String body) throws Exception {
        HttpResponse<String> response = post(contentType, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(415);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("application/json");
    }

    @Test
    void aBodyWithoutADeclaredLengthIsLimitedToo() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String head = String.join(
                    "\r\n",
                    "POST /test/greetings HTTP/1.1",
                    "Host: a",
                    "Content-Type: application/json",
                    "Transfer-Encoding: chunked",
                    "",
                    "");
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = (Integer.toHexString(100_000) + "\r\n" + " ".repeat(100_000) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 11; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(firstLine(socket)).contains("413");
        }
    }

    @Test
    void bodiesInProgressAreBoundedAndTheNextSenderIsToldToRetry() throws Exception {
        String later = "{\"text\": \"a\", \"number\": 1}" + " ".repeat(300_000);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream()
                    .write(("POST /test/greetings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> problem(post(later), 503).header("Retry-After", "2"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> post(later).statusCode(200));
    }

    @Test
    void aRequestThatCannotBeParsedIsAnsweredWithAProblem() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("POST /test/greetings HTTP/1.1\r\nHost: a\r\nContent-Length: -7\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            assertThat(firstLine(socket)).contains("400");
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    @Test
    void aMissingResourceIsAProblemWithADetail() {
        problem(RestAssured.get("/test/greetings/7").then(), 404).body("detail", is("there is no greeting 7"));
        problem(RestAssured.get("/test/nothing").then(), 404);
    }

    @Test
    void aBodyAboveTheLimitIsRejectedBeforeItIsRead() {
        problem(post(" ".repeat(2_000_000)), 413).body("detail", containsString("at most 1048576"));
    }

    @Test
    void anInternalErrorGivesALogIdAndNoDetails() {
        problem(RestAssured.get("/test/defect").then(), 500)
                .body("detail", not(containsString("secret")))
                .body("detail", not(containsString("Exception")))
                .body("logId", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void aTransientFailureIsAnsweredWithRetryAfter() {
        problem(RestAssured.get("/test/unavailable").then(), 503).header("Retry-After", "5");
    }

    private static ValidatableResponse post(String body) {
        return RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post("/test/greetings")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("type", is("about:blank"))
                .body("title", not(is("")));
    }
}
