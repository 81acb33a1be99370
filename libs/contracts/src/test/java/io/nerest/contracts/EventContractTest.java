package io.nerest.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares events and schemas with committed golden files. Topics hold such events, so a change of a golden file is a change
 * of the contract: run with {@code -Dcontracts.write=true} only for a compatible one.
 */
class EventContractTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/nerest/contracts/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/io/nerest/contracts/schemas");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static List<Topic<?>> topics() {
        return Topics.ALL;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyEventIsWrittenAsItsGoldenExample(Topic<?> topic) throws IOException {
        JsonNode written = JSON.readTree(EventJson.write(example(topic)));

        assertThat(written).isEqualTo(committed(GOLDEN.resolve(topic.name() + ".json"), written));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyGoldenExampleIsReadBackAsTheSameEvent(Topic<?> topic) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(topic.name() + ".json"));

        assertThat(EventJson.read(golden, topic.payload())).isEqualTo(example(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everySchemaMatchesItsRecord(Topic<?> topic) throws IOException {
        JsonNode generated = EventSchemas.of(topic);

        assertThat(generated).isEqualTo(committed(SCHEMAS.resolve(topic.name() + ".json"), generated));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyGoldenExampleIsValidAndAnEmptyObjectIsInvalid(Topic<?> topic) throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMAS.resolve(topic.name() + ".json")));

        assertThat(schema.validate(
                        JSON.readTree(GOLDEN.resolve(topic.name() + ".json").toFile())))
                .isEmpty();
        assertThat(schema.validate(JSON.createObjectNode())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void anUnknownFieldOfANewerWriterIsIgnored(Topic<?> topic) throws IOException {
        var newer = JSON.readTree(EventJson.write(example(topic)))
                .<ObjectNode>deepCopy()
                .put("addedLater", 1);

        assertThat(EventJson.read(JSON.writeValueAsBytes(newer), topic.payload()))
                .isEqualTo(example(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void anEventWithoutItsFieldsIsRejectedWithAReason(Topic<?> topic) {
        for (String broken : List.of("{}", "null", "[]", "not json", "")) {
            assertThatThrownBy(() -> EventJson.read(broken.getBytes(StandardCharsets.UTF_8), topic.payload()))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContaining(topic.payload().getSimpleName());
        }
    }

    @Test
    void aSnapshotIsWrittenAsItsGoldenExampleAndReadBack() throws IOException {
        JsonNode written = JSON.readTree(EventJson.write(Examples.snapshot()));

        assertThat(written).isEqualTo(committed(GOLDEN.resolve("snapshot.json"), written));
        assertThat(EventJson.read(Files.readAllBytes(GOLDEN.resolve("snapshot.json")), Snapshot.class))
                .isEqualTo(Examples.snapshot());
    }

    /** Topics and snapshots hold frames that were written before ignore regions existed. */
    @Test
    void aFrameOfAnOlderWriterHasNoIgnoreRegions() throws IOException {
        for (String file : List.of("batches.json", "snapshot.json")) {
            JsonNode golden = JSON.readTree(GOLDEN.resolve(file).toFile());
            golden.findParents("ignored").forEach(frame -> ((ObjectNode) frame).remove("ignored"));
            byte[] older = JSON.writeValueAsBytes(golden);

            if (file.equals("batches.json")) {
                assertThat(EventJson.read(older, BatchSelected.class).frames())
                        .allSatisfy(frame -> assertThat(frame.ignored()).isEmpty());
            } else {
                assertThat(EventJson.read(older, Snapshot.class).train())
                        .hasSize(2)
                        .allSatisfy(frame -> assertThat(frame.ignored()).isEmpty());
            }
        }
    }

    @Test
    void everyEventOfATopicIsInTheListOfAllTopics() throws IllegalAccessException {
        for (Field field : Topics.class.getFields()) {
            if (field.get(null) instanceof Topic<?> topic) {
                assertThat(Topics.ALL).contains(topic);
            }
        }
        assertThat(Topics.ALL).doesNotHaveDuplicates().extracting(Topic::name).doesNotHaveDuplicates();
    }

    private static Object example(Topic<?> topic) {
        Map<Topic<?>, Object> examples = Examples.byTopic();
        assertThat(examples).as("an example for every topic").containsKey(topic);
        return examples.get(topic);
    }

    private static JsonNode committed(Path file, JsonNode current) throws IOException {
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(file, JSON.writeValueAsString(current) + "\n");
        }
        return JSON.readTree(Files.readString(file));
    }
}
