package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.TorchStateFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models imported over REST, with a real broker, database and object store. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelImportTest {
    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @TempDir
    Path folder;

    private TrainerFixture trainer;

    @BeforeEach
    void listen() {
        trainer = new TrainerFixture();
        trainer.awaitBase();
    }

    @AfterEach
    void close() {
        trainer.close();
    }

    private static Weights fresh(String architecture, long seed) {
        return InitialWeights.of(Architectures.describe(architecture, 1), seed);
    }

    private Path safetensors(String architecture, long seed) throws Exception {
        Path file = folder.resolve(architecture + seed + ".safetensors");
        SafetensorsFile.write(file, fresh(architecture, seed));
        return file;
    }

    private static Response post(Path file, String classNames) {
        var form = given().multiPart("file", file.toFile());
        return (classNames.isEmpty() ? form : form.multiPart("classNames", classNames)).post("/api/models");
    }

    private ModelPublished announced(String modelId) {
        await().atMost(TrainerFixture.LIMIT)
                .until(() -> trainer.models().stream()
                        .anyMatch(model -> model.modelId().equals(modelId)));
        return trainer.models().stream()
                .filter(model -> model.modelId().equals(modelId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPtFileOfYolov5uIsCheckedSignedAnnouncedAndTrainsAsBaseWithAnotherModelAsTeacher() throws Exception {
        // Given: YOLOv5nu as torch.save writes it, and YOLOv8n as safetensors
        Path pt = folder.resolve("yolov5nu.pt");
        TorchStateFile.write(pt, fresh("yolov5nu", 1));

        // When
        String base = post(pt, "fish").then().statusCode(201).extract().path("modelId");
        String teacher = post(safetensors("yolov8n", 2), "fish")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/models/import-"))
                .extract()
                .path("modelId");

        // Then
        ModelPublished published = announced(base);
        assertThat(published.status()).isEqualTo(ModelStatus.CANDIDATE);
        assertThat(published.importedFrom()).isEqualTo("yolov5nu.pt");
        assertThat(published.architecture()).isEqualTo("yolov5nu");
        assertThat(published.classNames()).containsExactly("fish");
        assertThat(signatures.verify(published)).isEqualTo(Signatures.Validity.VALID);
        Path stored = Files.write(
                folder.resolve("stored"), store.get(published.weights()).bytes());
        assertThat(TrainedNetwork.read(stored).classNames()).containsExactly("fish");
        assertThat(given().get("/api/models/live").jsonPath().getString("modelId"))
                .as("nothing uses an import by itself")
                .isNotIn(base, teacher);

        Map<String, String> arguments = new HashMap<>(TINY);
        arguments.put("distill", teacher);
        TrainingRequested request = new SnapshotFixture(store, base).request(arguments);
        trainer.request(request);
        trainer.awaitState(request, State.FINISHED);
        assertThat(trainer.modelsOf(request).get(0).architecture()).isEqualTo("yolov5nu");
        assertThat(trainer.modelsOf(request).get(0).training().baseModelId()).isEqualTo(base);
    }

    @Test
    void theSameFileIsOneModel() throws Exception {
        Path file = safetensors("yolov8n", 3);

        String first = post(file, "chum").then().statusCode(201).extract().path("modelId");

        post(file, "chum").then().statusCode(200).body("modelId", equalTo(first));
        post(file, "pink").then().statusCode(201);
    }

    @Test
    void weightsAreDownloadedInEachFormatAndTheFilesAreTheSameNetwork() throws Exception {
        String id = post(safetensors("yolov8n", 6), "chum")
                .then()
                .statusCode(201)
                .extract()
                .path("modelId");
        Weights original = fresh("yolov8n", 6);

        for (String format : List.of("safetensors", "onnx", "torchscript", "pt")) {
            Response answer = given().get("/api/models/" + id + "/weights?format=" + format);

            answer.then().statusCode(200).header("Content-Disposition", containsString(id + "." + format));
            Path file = Files.write(folder.resolve("download." + format), answer.asByteArray());
            assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(Files.size(file)));
            switch (format) {
                case "onnx" ->
                    assertThat(OnnxModelFile.classNames(OnnxModelFile.read(file)))
                            .containsExactly("chum");
                case "torchscript" -> {
                    try (ZipFile archive = new ZipFile(file.toFile())) {
                        assertThat(archive.stream().map(ZipEntry::getName))
                                .anyMatch(entry -> entry.endsWith("/code/__torch__.py"));
                    }
                }
                default -> {
                    TrainedNetwork network = TrainedNetwork.read(file);
                    assertThat(network.classNames()).containsExactly("chum");
                    original.tensors()
                            .forEach((name, tensor) -> assertThat(network.weights()
                                            .tensor(name)
                                            .orElseThrow()
                                            .toFloats())
                                    .isEqualTo(tensor.toFloats()));
                }
            }
        }
        given().get("/api/models/" + id + "/weights?format=tflite")
                .then()
                .statusCode(422)
                .body("detail", containsString("safetensors, onnx, torchscript, pt"));
    }

    @Test
    void whatCannotBeUsedIsRejectedWithTheFieldAndNothingIsPublished() throws Exception {
        Path good = safetensors("yolov8n", 4);
        Path damaged =
                Files.write(folder.resolve("cut.safetensors"), java.util.Arrays.copyOf(Files.readAllBytes(good), 9000));
        Path text = Files.writeString(folder.resolve("notes.txt"), "no weights");
        Path broken = folder.resolve("nan.safetensors");
        Weights weights = fresh("yolov8n", 5);
        List<WeightTensor> tensors = new ArrayList<>(weights.tensors().values());
        float[] values = tensors.get(0).toFloats();
        values[7] = Float.NaN;
        tensors.set(
                0, WeightTensor.ofFloats(tensors.get(0).name(), tensors.get(0).shape(), values));
        SafetensorsFile.write(broken, new Weights(tensors, weights.metadata()));
        List<Object> before = given().get("/api/models").jsonPath().getList("modelId");

        rejected(damaged, "fish", "file");
        rejected(text, "fish", "file").body("detail", containsString("is neither safetensors nor a zip archive"));
        rejected(broken, "fish", "file")
                .body("detail", containsString("value 7 of tensor 'model.0.conv.weight' is NaN"));
        rejected(good, "", "classNames").body("detail", containsString("has no class names"));
        rejected(good, "chum,pink", "classNames").body("detail", containsString("the network has 1 classes"));
        rejected(good, " ,", "classNames");
        rejected(good, "ch\u0007um", "classNames").body("detail", containsString("control characters"));
        given().multiPart("classNames", "fish").post("/api/models").then().statusCode(422);

        assertThat(given().get("/api/models").jsonPath().getList("modelId")).isEqualTo(before);
    }

    private static io.restassured.response.ValidatableResponse rejected(Path file, String classNames, String field) {
        return post(file, classNames).then().statusCode(422).body("errors[0].field", equalTo(field));
    }
}
