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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Topics and data directories hold labels that were stored before the effort was recorded. */
    @Test
    void aLabelOfAnOlderWriterHasNoEffortAndIsWrittenAsBefore() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("labels-before-effort.json"));

        FrameLabelled older = EventJson.read(golden, FrameLabelled.class);

        assertThat(older.effort()).isNull();
        assertThat(JSON.readTree(EventJson.write(older))).isEqualTo(JSON.readTree(golden));
    }

    /** Databases and topics hold requests that were sent before data sets could be replaced. */
    @Test
    void aTrainingRequestOfAnOlderWriterReplacesNothingAndIsWrittenAsBefore() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("training-requests-before-retractions.json"));

        TrainingRequested older = EventJson.read(golden, TrainingRequested.class);

        assertThat(older.retracted()).isEmpty();
        assertThat(JSON.readTree(EventJson.write(older))).isEqualTo(JSON.readTree(golden));
    }

    /** Topics hold batches that were published before they named their model. */
    @Test
    void aBatchOfAnOlderWriterNamesNoModelAndIsWrittenAsBefore() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("batches-before-model.json"));

        BatchSelected older = EventJson.read(golden, BatchSelected.class);

        assertThat(older.modelId()).isNull();
        assertThat(JSON.readTree(EventJson.write(older))).isEqualTo(JSON.readTree(golden));
    }

    /** The object store holds snapshots that were taken before they had offsets, with the time at which they were taken. */
    @Test
    void aSnapshotOfAnOlderWriterHasNoOffsetsAndIsWrittenAsBefore() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("snapshot-before-offsets.json"));

        Snapshot older = EventJson.read(golden, Snapshot.class);

        assertThat(older.offsets()).isEmpty();
        assertThat(older.takenAt()).isAfter(Instant.EPOCH);
        assertThat(JSON.readTree(EventJson.write(older))).isEqualTo(JSON.readTree(golden));
    }

    /** Topics hold unscorable frames that were published before expiry was marked. */
    @Test
    void anUnscorableFrameOfAnOlderWriterStaysAndIsWrittenAsBefore() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("unscorable-frames-before-expiry.json"));

        FrameUnscorable older = EventJson.read(golden, FrameUnscorable.class);

        assertThat(older.hasExpired()).isFalse();
        assertThat(JSON.readTree(EventJson.write(older))).isEqualTo(JSON.readTree(golden));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"blind\" : false | \"blind\" : true | effort.blind",
                "4200 | -1 | effort.activeMillis",
                "CORRECTED | GUESSED | effort.origin"
            })
    void anInvalidEffortIsRejectedWithTheFieldsName(String valid, String invalid, String field) throws IOException {
        String golden = Files.readString(GOLDEN.resolve("labels.json"));
        assertThat(golden).contains(valid);

        assertThatThrownBy(() -> EventJson.read(
                        golden.replace(valid, invalid).getBytes(StandardCharsets.UTF_8), FrameLabelled.class))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(field);
    }

    /** Databases and topics hold models that were published before trainings had notes. */
    @Test
    void aModelOfAnOlderWriterHasNoNotes() throws IOException {
        ModelPublished older =
                EventJson.read(Files.readAllBytes(GOLDEN.resolve("models-before-notes.json")), ModelPublished.class);

        assertThat(older.training()).isNotNull();
        assertThat(older.training().notes()).isEmpty();
        assertThat(older.modelId()).isEqualTo("model-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"round\" : 1 | \"round\" : 1.5 | round",
                "\"round\" : 1 | \"round\" : null | round",
                "\"promotes\" : true | \"promotes\" : \"true\" | promotes",
                "\"round\" : 1 | \"round\" : \"1\" | round",
                "\"round\" : 1 | \"round\" : 3000000000 | the number is out of range; a whole number of 32 bits",
                "2026-08-01T12:00:00Z | +99999-08-01T12:00:00Z | requestedAt",
                "\"epochs\" : \"12\" | \"epochs\" : null | arguments.epochs"
            })
    void aValueOfAnotherTypeIsRejectedWithItsFieldAndWithoutClassNames(String from, String to, String field)
            throws IOException {
        String golden = Files.readString(GOLDEN.resolve("training-requests.json"));
        String changed = golden.replace(from, to);

        assertThatThrownBy(() -> EventJson.read(changed.getBytes(StandardCharsets.UTF_8), TrainingRequested.class))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(field)
                .message()
                .doesNotContain("io.nerest", "com.fasterxml", "java.");
    }

    @Test
    void anEventFollowedByOtherTextIsRejected() throws IOException {
        byte[] golden =
                (Files.readString(GOLDEN.resolve("training-requests.json")) + "{}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventJson.read(golden, TrainingRequested.class))
                .isInstanceOf(InvalidEventException.class);
    }

    /** The number of a status would change its meaning with the order of the constants. */
    @Test
    void aNumberIsNoStatus() throws IOException {
        String golden = Files.readString(GOLDEN.resolve("models.json")).replace("\"PROMOTED\"", "2");

        assertThatThrownBy(() -> EventJson.read(golden.getBytes(StandardCharsets.UTF_8), ModelPublished.class))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("status");
    }

    @Test
    void everyFieldOfAModelChangesItsSignedText() throws IOException {
        ObjectNode golden =
                (ObjectNode) JSON.readTree(GOLDEN.resolve("models.json").toFile());
        byte[] signed = EventJson.read(JSON.writeValueAsBytes(golden), ModelPublished.class)
                .signedText();
        List<String> unsigned = new ArrayList<>();
        forEachValue(golden, "", (path, changed) -> {
            byte[] text = EventJson.read(JSON.writeValueAsBytes(changed), ModelPublished.class)
                    .signedText();
            if (Arrays.equals(text, signed)) {
                unsigned.add(path);
            }
        });

        // F1 is computed from the signed precision and recall, whatever the event says.
        assertThat(unsigned).containsExactly("/signature", "/metrics/f1");
    }

    private interface ChangedModel {
        void accept(String path, JsonNode changed) throws IOException;
    }

    /** Changes each value of the document in turn. */
    private static void forEachValue(ObjectNode document, String path, ChangedModel test) throws IOException {
        JsonNode place = path.isEmpty() ? document : document.at(path);
        if (place.isContainerNode()) {
            List<String> children = new ArrayList<>();
            if (place.isObject()) {
                place.fieldNames().forEachRemaining(children::add);
            } else {
                for (int i = 0; i < place.size(); i++) {
                    children.add(Integer.toString(i));
                }
            }
            for (String child : children) {
                forEachValue(document, path + "/" + child, test);
            }
            return;
        }
        ObjectNode copy = document.deepCopy();
        int slash = path.lastIndexOf('/');
        JsonNode parent = slash == 0 ? copy : copy.at(path.substring(0, slash));
        String name = path.substring(slash + 1);
        JsonNode other = other(place);
        if (parent instanceof ObjectNode object) {
            object.set(name, other);
        } else {
            ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), other);
        }
        test.accept(path, copy);
    }

    private static JsonNode other(JsonNode value) {
        if (value.isIntegralNumber()) {
            return JSON.getNodeFactory().numberNode(value.asInt() + 32);
        }
        if (value.isNumber()) {
            return JSON.getNodeFactory().numberNode(value.asDouble() / 2);
        }
        String text = value.asText();
        String changed = text.equals("PROMOTED")
                ? "REJECTED"
                : text.startsWith("2026")
                        ? "2027-08-01T12:00:00Z"
                        : text.substring(0, text.length() - 1) + (text.endsWith("b") || text.endsWith("3") ? "2" : "b");
        return JSON.getNodeFactory().textNode(changed);
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
