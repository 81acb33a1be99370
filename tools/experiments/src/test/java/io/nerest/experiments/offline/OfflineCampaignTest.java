package io.nerest.experiments.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import io.nerest.experiments.Experiments;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.DataSetFolder;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.dataset.DatasetPlan;
import io.nerest.simulator.dataset.DatasetWriter;
import io.nerest.training.dataset.DatasetReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whole campaigns on a few rendered frames. */
class OfflineCampaignTest {
    private static final Path BASE =
            Path.of("../../trainer-service/base/nerest-base-n.safetensors").toAbsolutePath();
    private static final String TRAINING =
            "training: {imgsz: 256, epochs: 1, batch: 4, lr0: 0.00001, val: false, mosaic: 0, workers: 0}\n";

    @TempDir
    private Path folder;

    private AnnotationSet truth = new AnnotationSet(List.of(), List.of());
    private Path unlabelled = Path.of("");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Four labelled frames as COCO, two to validate, and twelve frames without labels. */
    @BeforeEach
    void renderFrames() throws IOException, InterruptedException {
        Path rendered = folder.resolve("rendered");
        new DatasetWriter(
                        new DatasetPlan(
                                18, 1, 1, 5, new FrameFormat(256, 144, 88), 8, new DatasetPlan.Split.LastFrames(0)),
                        rendered,
                        1)
                .write("test", () -> {});
        truth = AnnotationFormat.YOLO.read(rendered, List.of(), FormatLimits.DEFAULT, new ImportReport());
        List<AnnotatedImage> labelled = new ArrayList<>();
        unlabelled = Files.createDirectories(folder.resolve("frames"));
        for (int i = 0; i < truth.images().size(); i++) {
            AnnotatedImage image = truth.images().get(i);
            if (i < 6) {
                labelled.add(image.in(i < 4 ? Split.TRAIN : Split.VAL));
            } else {
                Files.copy(image.file().orElseThrow(), unlabelled.resolve(image.name()));
            }
        }
        DataSetFolder.write(
                truth.withImages(labelled),
                AnnotationFormat.COCO,
                folder.resolve("labelled"),
                DataSetFolder.Images.COPY);
    }

    @Test
    void curriculumWritesARoundsFolderEachAndResumesWithoutTrainingAgain() throws IOException {
        Path config = write("""
                data: labelled
                unlabelled: frames
                out: out
                rounds: 2
                base: %s
                curriculum: {start: 50, step: 50, score: max, maxPerRound: 3, growth: 2, boxThreshold: 0.05}
                settings: {minConfidence: 0.05}
                predictions: {conf: 0.05}
                %s""");

        assertThat(run("curriculum", "--config=" + config)).as(err.toString()).isEqualTo(ExitCode.OK);

        Path results = folder.resolve("out");
        for (int round = 0; round <= 2; round++) {
            assertThat(DatasetReader.read(results.resolve("data_iter_" + round + ".yaml"))
                            .val())
                    .hasSize(2);
            assertThat(results.resolve("iter_" + round + "/weights/best.safetensors"))
                    .exists();
        }
        assertThat(DatasetReader.read(results.resolve("data_iter_0.yaml")).train())
                .hasSize(4);
        List<String> rows = Files.readAllLines(results.resolve("results.csv"));
        assertThat(rows).hasSize(4);
        assertThat(rows.get(1)).startsWith("0,4,0,");
        int pseudo = Integer.parseInt(rows.get(2).split(",", -1)[2]);
        assertThat(pseudo).isBetween(1, 3);
        assertThat(files(results.resolve("pseudo_labels/iter_1/labels"))).hasSize(pseudo);
        assertThat(DatasetReader.read(results.resolve("data_iter_1.yaml")).train())
                .hasSize(4 + pseudo);
        assertThat(files(results.resolve("predictions/images"))).hasSize(12);
        assertThat(files(results.resolve("predictions")))
                .anyMatch(file -> file.toString().endsWith(".mp4"));
        assertThat(results.resolve("best.safetensors")).exists();

        FileTime trained = Files.getLastModifiedTime(results.resolve("iter_2/weights/best.safetensors"));
        Files.delete(results.resolve("results.csv"));
        assertThat(run("curriculum", "--config=" + config)).isEqualTo(ExitCode.OK);
        assertThat(Files.getLastModifiedTime(results.resolve("iter_2/weights/best.safetensors")))
                .isEqualTo(trained);
        assertThat(Files.readAllLines(results.resolve("results.csv"))).isEqualTo(rows);
        assertThat(run(
                        "curriculum",
                        "--config=" + write(Files.readString(config).replace("start: 50", "start: 60"))))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("holds a campaign with other options")
                .contains("curriculum");
    }

    @Test
    void activeWaitsForTheLabelsOfItsBatchAndTrainsWithThem() throws IOException {
        Path config = write("""
                data: labelled
                unlabelled: frames
                out: out
                rounds: 2
                base: %s
                strategy: entropy
                batchSize: 3
                suggestionFormat: cvat
                predictions: {images: false, video: false}
                %s""");

        assertThat(run("active", "--config=" + config)).as(err.toString()).isEqualTo(OfflineCommand.WAITING);
        Path first = folder.resolve("out/batches/round_1");
        List<Path> images = files(first.resolve("images"));
        assertThat(images).hasSize(3);
        assertThat(first.resolve("suggestions/annotations.xml")).exists();

        // A part of the labels is not enough.
        Files.writeString(first.resolve("labels/" + stem(images.get(0)) + ".txt"), "");
        assertThat(run("active", "--config=" + config)).isEqualTo(OfflineCommand.WAITING);
        assertThat(out.toString()).contains("1 of 3 frames are labelled");
        Files.delete(first.resolve("labels/" + stem(images.get(0)) + ".txt"));

        label(images, AnnotationFormat.LABEL_STUDIO, first.resolve("labelled/export"));
        assertThat(run("active", "--config=" + config)).as(err.toString()).isEqualTo(OfflineCommand.WAITING);
        assertThat(DatasetReader.read(folder.resolve("out/data_iter_1.yaml")).train())
                .hasSize(7);

        Path second = folder.resolve("out/batches/round_2");
        for (Path image : files(second.resolve("images"))) {
            assertThat(images).extracting(Path::getFileName).doesNotContain(image.getFileName());
            Files.writeString(second.resolve("labels/" + stem(image) + ".txt"), "0 0.5 0.5 0.2 0.1\n");
        }
        assertThat(run("active", "--config=" + config)).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(folder.resolve("out/results.csv")).get(3)).startsWith("2,10,0,");
        assertThat(out.toString()).contains("Remaining unlabelled images: 6");
    }

    @Test
    void theLayoutAndFileOfTheSourceProjectAreReadUnchanged() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Path root = project.resolve("dataset/yolo_dataset");
        Files.createDirectories(root.resolve("images/Unlabeled"));
        Files.createDirectories(project.resolve("configs"));
        Path config = Files.writeString(project.resolve("configs/config.yaml"), """
                classes: [fish]
                dataset:
                  root_dir: dataset/yolo_dataset
                  train: {images_dir: images/Train, labels_dir: labels/Train}
                  val: {images_dir: images/Val, labels_dir: labels/Val}
                  unlabeled: {images_dir: images/Unlabeled, unlabeled_used: images/Unlabeled_used}
                yolo: {base_model: yolov8n.pt, img_size: 320, epochs_per_iter: 7, batch_size: 4}
                curriculum:
                  start_percentile: 90
                  step_percentile: 10
                  num_iters: 3
                  max_images_per_iter: 50
                  max_images_increase_factor: 1.5
                  score_mode: mean
                output: {yolo_data_supervised: artefacts/data.yaml, curriculum_dir: artefacts/curriculum}
                """);
        int number = 0;
        for (String split : List.of("Train", "Val")) {
            for (int i = 0; i < 2; i++) {
                AnnotatedImage image = truth.images().get(number++);
                DataSetFolder.place(
                        image, root.resolve("images/" + split + "/" + image.name()), DataSetFolder.Images.COPY);
                Files.createDirectories(root.resolve("labels/" + split));
                Files.writeString(root.resolve("labels/" + split + "/" + image.stem() + ".txt"), "0 0.5 0.5 0.1 0.1\n");
            }
        }
        AnnotatedImage frame = truth.images().get(8);
        DataSetFolder.place(frame, root.resolve("images/Unlabeled/" + frame.name()), DataSetFolder.Images.COPY);

        OfflineConfig read = OfflineConfigFile.read(
                OfflineConfigFile.Kind.CURRICULUM, config, new OfflineConfigFile.Given(null, null, null, null));
        OfflineData data = OfflineData.read(read, line -> {});

        assertThat(data.labelled()).hasSize(2);
        assertThat(data.validation()).hasSize(2);
        assertThat(data.pool()).hasSize(1);
        assertThat(data.classNames()).containsExactly("fish");
        assertThat(read.out()).isEqualTo(project.resolve("artefacts/curriculum"));
        assertThat(read.rounds()).isEqualTo(3);
        assertThat(read.training())
                .containsEntry("epochs", "7")
                .containsEntry("imgsz", "320")
                .containsEntry("degrees", "10");
        assertThat(read.curriculum().toCurriculum().orElseThrow().percentile(2)).isEqualTo(80);
        assertThat(read.curriculum().toCurriculum().orElseThrow().limit(2)).isEqualTo(75);
    }

    @Test
    void aQuerySelectsByPredictionsOfAnotherModel() throws IOException {
        StringBuilder rows = new StringBuilder();
        List<Path> frames = files(unlabelled);
        for (int i = 0; i < frames.size(); i++) {
            // The confidence of the fourth frame is the least certain one.
            rows.append("%d,%s,%d,10,10,60,60,%s,0,fish,%s\n"
                    .formatted(i, frames.get(i).getFileName(), i, i == 3 ? 0.5 : 0.95, i == 3 ? 0.5 : 0.95));
        }
        Path csv = Files.writeString(folder.resolve("predictions.csv"), rows);
        Path batch = folder.resolve("batch");

        assertThat(run("query", unlabelled.toString(), "--predictions=" + csv, "--count=1", "--out=" + batch))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(files(batch.resolve("images")))
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactly(String.valueOf(frames.get(3).getFileName()));
        assertThat(Files.readString(batch.resolve("suggestions/labels/" + stem(frames.get(3)) + ".txt")))
                .startsWith("0 ");
        assertThat(run(
                        "query",
                        unlabelled.toString(),
                        "--predictions=" + csv,
                        "--strategy=core-set",
                        "--out=" + batch + 2))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("needs embeddings");
    }

    @Test
    void thePrintedFileGivesTheSameOptions() throws IOException {
        assertThat(run(
                        "curriculum",
                        "--initial=" + folder.resolve("labelled"),
                        "--unlabelled=" + unlabelled,
                        "--print-config"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        Path printed = Files.writeString(folder.resolve("printed.yaml"), out.toString());
        assertThat(out.toString())
                .contains("start: 95.0")
                .contains("maxPerRound: 200")
                .contains("mode: accumulate");
        String before = out.toString();

        assertThat(run("curriculum", "--config=" + printed, "--print-config")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).isEqualTo(before);

        assertThat(run(
                        "curriculum",
                        "--config=" + printed,
                        "--initial=" + folder.resolve("labelled"),
                        "--unlabelled=" + unlabelled,
                        "--rounds=7",
                        "--print-config"))
                .as("options of the file that the command line replaces: " + err)
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo(before.replace("rounds: 5", "rounds: 7"));
    }

    @Test
    void misspeltAndInvalidOptionsAreRefusedWithTheirNames() throws IOException {
        for (Map.Entry<String, String> wrong : Map.of(
                        "rounds: many", "rounds=many: must be a whole number",
                        "curiculum: {}", "'curiculum' is not known; did you mean 'curriculum'",
                        "curriculum: {start: 120}", "'start'",
                        "training: {epoch: 3}", "epoch",
                        "strategy: entropie", "strategy 'entropie' is not known")
                .entrySet()) {
            Path config = Files.writeString(
                    folder.resolve("wrong.yaml"), "data: labelled\nunlabelled: frames\n" + wrong.getKey() + "\n");
            assertThat(run("curriculum", "--config=" + config))
                    .as(wrong.getKey())
                    .isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString()).contains(wrong.getValue());
        }
    }

    private void label(List<Path> images, AnnotationFormat format, Path export) throws IOException {
        List<AnnotatedImage> labelled = new ArrayList<>();
        for (Path image : images) {
            labelled.add(truth.images().stream()
                    .filter(known -> known.name().equals(String.valueOf(image.getFileName())))
                    .findFirst()
                    .orElseThrow()
                    .in(Split.NONE));
        }
        DataSetFolder.write(truth.withImages(labelled), format, export, DataSetFolder.Images.NONE);
    }

    private static String stem(Path image) {
        return AnnotatedImage.stem(String.valueOf(image.getFileName()));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(
                folder.resolve("campaign.yaml"), text.contains("%s") ? text.formatted(BASE, TRAINING) : text);
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        return Experiments.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
