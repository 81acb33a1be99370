package io.nerest.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.testing.JsonBodyExamples;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class IngestOpenApiTest {
    @Test
    void everyOperationHasASummary() {
        Map<String, Map<String, Map<String, Object>>> paths =
                given().accept("application/json").get("/q/openapi").path("paths");

        assertThat(paths).containsKey("/api/frames");
        paths.forEach((path, operations) -> operations.forEach((method, operation) ->
                assertThat(operation).as("%s %s", method, path).containsKey("summary")));
    }

    @Test
    void everyJsonBodyHasAnExampleOfItsFields() throws Exception {
        assertThat(JsonBodyExamples.problems()).isEmpty();
    }
}
