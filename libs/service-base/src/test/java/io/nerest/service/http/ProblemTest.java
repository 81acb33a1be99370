package io.nerest.service.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ProblemTest {
    @Test
    void bodiesThatAreNoJsonSayWhere() {
        problem(post("{\"text\": "), 400).body("detail", containsString("JSON"));
    }

    @Test
    void bodiesThatBreakARecordsRuleSayWhich() {
        problem(post("{\"number\": 1}"), 422).body("detail", is("'text' is missing"));
    }

    @Test
    void parametersThatBreakAConstraintSayWhich() {
        problem(RestAssured.get("/test/greetings?limit=-1").then(), 422).body("detail", containsString("limit"));
    }

    @Test
    void whatIsNotThereIsSaidInWords() {
        problem(RestAssured.get("/test/greetings/7").then(), 404).body("detail", is("there is no greeting 7"));
        problem(RestAssured.get("/test/nothing").then(), 404);
    }

    @Test
    void bodiesThatAreTooLargeAreRefusedBeforeTheyAreRead() {
        problem(post(" ".repeat(2_000_000)), 413).body("detail", containsString("at most 1048576"));
    }

    @Test
    void defectsTellNothingOfOurInsides() {
        problem(RestAssured.get("/test/defect").then(), 500)
                .body("detail", not(containsString("secret")))
                .body("$", not(containsString("Exception")));
    }

    @Test
    void aServerOutOfReachMeansTryAgain() {
        problem(RestAssured.get("/test/out-of-reach").then(), 503).header("Retry-After", "5");
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
