package io.nerest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker-compose.yml} agrees with the services' configuration, the images and {@code docker/example.env}. */
class ComposeFileTest {

    @Test
    void theComposeFileAgreesWithTheServicesAndTheImages() throws IOException {
        assertThat(problems(read("docker-compose.yml"))).isEmpty();
    }

    @Test
    void theConfigurationReferenceIsRead() throws IOException {
        ConfigurationKeys keys = new ConfigurationKeys(read("docs/configuration.md"));

        assertThat(keys.of("scoring")).contains("NEREST_SCORING_DETECTOR_DEVICE", "NEREST_S3_BUCKET");
        assertThat(keys.of("scoring")).doesNotContain("NEREST_TRAINER_DEVICE");
        assertThat(keys.required()).contains("NEREST_S3_SECRET_KEY", "QUARKUS_DATASOURCE_PASSWORD");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NEREST_S3_BUCKET: | NEREST_S3_BUKET: | NEREST_S3_BUKET is no property of ingest",
                "NEREST_TRAINER_DEVICE: | NEREST_SCORING_DETECTOR_DEVICE: | NEREST_SCORING_DETECTOR_DEVICE is no property of trainer",
                "NEREST_S3_SECRET_KEY: | X_S3_SECRET_KEY: | NEREST_S3_SECRET_KEY is required and not set",
                "NEREST_POD: ingest | NEREST_HTTP_MAX_JSON_BYTES: 1 | ingest: NEREST_POD is not set",
                "kafka-data: {} | kafka-datum: {} | kafka: volumes names kafka-data, which is not defined",
                "nerest: {} | nereste: {} | networks names nerest, which is not defined",
                "- prometheus\\n | - prometeus\\n | grafana: depends_on names prometeus, which is not defined",
                "rustfs/rustfs:1.0.0 | rustfs/rustfs:latest | s3: the image rustfs/rustfs:latest has no fixed tag",
                "apache/kafka:4.1.1 | apache/kafka | kafka: the image apache/kafka has no fixed tag",
                "mem_limit: 480m | shm_size: 480m | kafka: has no memory limit",
                "mem_limit: 480m | mem_limit: 3g | more than 5120",
                "user: \"10001:0\" | user: \"0:0\" | no numeric user that is not root",
                "read_only: true | read_only: false | the root file system is writable",
                "cap_drop: [ALL] | cap_drop: [NET_RAW] | does not drop all capabilities",
                "${POSTGRES_PASSWORD:?is not set, run docker/create-env.sh} | ${POSTGRES_PASSWORD:-postgres} | the secret POSTGRES_PASSWORD has a default",
                "${S3_SECRET_KEY:?is | ${S3_SECRET_TOKEN:?is | S3_SECRET_TOKEN is not in the example of .env",
                "/selector:${ | /chooser:${ | selector: no Dockerfile has a target chooser",
                "127.0.0.1:${INGEST_PORT | 0.0.0.0:${INGEST_PORT | is open to the network",
                "\\nnetworks: | \\nname: nerest\\n\\nnetworks: | sections that Compose 1.29 or 2 does not accept: [name]",
                "NEREST_POD: selector | NEREST_SIGNING_PRIVATE_KEY: x | selector: has the private key",
                "  healthcheck:\\n    test: [\"CMD\", \"/nerest | x-check:\\n    test: [\"CMD\", \"/nerest | ingest: has no health check",
            })
    void aMistakeInTheComposeFileIsFound(String given, String mistake, String problem) throws IOException {
        String right = read("docker-compose.yml");
        String wrong = right.replace(unescaped(given), unescaped(mistake));

        assertThat(wrong).isNotEqualTo(right);
        assertThat(problems(wrong)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    private static List<String> problems(String compose) throws IOException {
        return ComposeRules.problems(
                compose,
                new ConfigurationKeys(read("docs/configuration.md")),
                read("docker/Dockerfile") + read("docker/Dockerfile.gpu"),
                read("docker/example.env"));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }

    private static String read(String file) throws IOException {
        return Files.readString(Repository.file(file));
    }
}
