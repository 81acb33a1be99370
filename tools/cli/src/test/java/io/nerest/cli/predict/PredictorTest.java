package io.nerest.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.slicing.ImageDetector;
import io.nerest.training.evaluation.coco.CocoResultsReader;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    private static final FramePrediction ONE_FISH =
            new FramePrediction(List.of(new Detection(new Box(16, 12, 48, 36), .75f, 0)), new float[] {1, 2.5f});
    private static final ImageDetector ALWAYS_ONE_FISH =
            images -> images.stream().map(image -> ONE_FISH).toList();

    @TempDir
    private Path folder;

    private Path out = Path.of("");
    private final List<String> refusals = new ArrayList<>();

    @BeforeEach
    void makeOutputFolder() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
    }

    @Test
    void labelsCocoJsonEmbeddingsAndImagesAreWritten() throws IOException, InterruptedException {
        writeImage("a.jpg");
        writeImage("b.png");

        int frames = predict(folder.toString());

        assertThat(frames).isEqualTo(2);
        assertThat(out.resolve("labels/a.txt")).hasContent("0 0.500000 0.500000 0.500000 0.500000 0.750000");
        assertThat(CocoResultsReader.detections(out.resolve("predictions.json")))
                .extracting("image")
                .containsExactly("a", "b");
        assertThat(Files.readAllLines(out.resolve("embeddings.jsonl")))
                .containsExactly(
                        "{\"image\":\"a\",\"embedding\":[1.0,2.5]}", "{\"image\":\"b\",\"embedding\":[1.0,2.5]}");
        try (DecodedImage drawn = ImageDecoder.decode(out.resolve("b.jpg"), ImageLimits.DEFAULT)) {
            assertThat(drawn.pixel(16, 30)).as("the box's edge").isNotEqualTo(drawn.pixel(32, 30));
        }
    }

    @Test
    void unreadableFilesAreSkippedAndReported() throws IOException, InterruptedException {
        writeImage("a.jpg");
        Files.writeString(folder.resolve("broken.jpg"), "no image");
        Files.writeString(folder.resolve("broken.mp4"), "no video");
        writeImage("c.jpg");

        int frames = predict(folder.toString());

        assertThat(frames).isEqualTo(2);
        assertThat(refusals).hasSize(2);
        assertThat(refusals.get(0)).contains("broken.jpg");
        assertThat(refusals.get(1)).contains("broken.mp4");
    }

    @Test
    void everyFrameOfAVideoIsAnnotated() throws IOException, InterruptedException {
        try (VideoWriter video = new VideoWriter(folder.resolve("stream.mp4"), 64, 48, 12.5);
                DecodedImage grey = DecodedImage.filled(64, 48, 100)) {
            for (int i = 0; i < 7; i++) {
                video.write(grey);
            }
        }

        int frames = predict(folder.resolve("stream.mp4").toString());

        assertThat(frames).isEqualTo(7);
        assertThat(out.resolve("labels/stream_7.txt")).exists();
        try (VideoReader annotated = new VideoReader(out.resolve("stream.mp4"), 1, ImageLimits.DEFAULT)) {
            int count = 0;
            for (var image = annotated.next(); image.isPresent(); image = annotated.next()) {
                assertThat(image.get().width()).isEqualTo(64);
                image.get().close();
                count++;
            }
            assertThat(count).isEqualTo(7);
            assertThat(annotated.rate()).isEqualTo(12.5);
        }
    }

    @Test
    void vidStrideProcessesEveryNthFrame() throws IOException {
        try (VideoWriter video = new VideoWriter(folder.resolve("stream.mp4"), 64, 48, 10);
                DecodedImage grey = DecodedImage.filled(64, 48, 100)) {
            for (int i = 0; i < 7; i++) {
                video.write(grey);
            }
        }
        List<String> names = new ArrayList<>();
        try (FrameReader reader = new FrameReader(List.of(folder.resolve("stream.mp4")), 3)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                try (PendingFrame upcoming = next.get()) {
                    names.add(((PendingFrame.VideoFrame) upcoming).frame().name());
                }
            }
        }

        assertThat(names).containsExactly("stream_1", "stream_4", "stream_7");
    }

    @Test
    void filesAreFoundByFolderPatternAndList() throws IOException {
        writeImage("b.jpg");
        writeImage("a.jpg");
        Path list = Files.writeString(folder.resolve("list.txt"), "b.jpg\n\na.jpg\n");

        assertThat(SourceFiles.of(folder.toString())).containsExactly(folder.resolve("a.jpg"), folder.resolve("b.jpg"));
        assertThat(SourceFiles.of(folder + "/b*.jpg")).containsExactly(folder.resolve("b.jpg"));
        assertThat(SourceFiles.of(list.toString())).containsExactly(folder.resolve("b.jpg"), folder.resolve("a.jpg"));
        assertThatThrownBy(() -> SourceFiles.of(folder.resolve("nothing").toString()))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SourceFiles.of(out.toString())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SourceFiles.of("rtsp://eye:s3cret@camera.example/live"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a URL")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void filesOfTheSameNameHaveDistinctResults() throws IOException, InterruptedException {
        writeImage("a.jpg");
        writeImage("a.png");

        predict(folder.toString());

        assertThat(out.resolve("labels/a.txt")).exists();
        assertThat(out.resolve("labels/a-2.txt")).exists();
    }

    private int predict(String source) throws IOException, InterruptedException {
        List<PredictionOutput> outputs = List.of(
                new LabelFiles(out.resolve("labels"), true),
                new CocoPredictions(out.resolve("predictions.json")),
                new EmbeddingLines(out.resolve("embeddings.jsonl")),
                new AnnotatedFrames(out, List.of("fish")));
        try (FrameReader frames = new FrameReader(SourceFiles.of(source), 1)) {
            return new Predictor(ALWAYS_ONE_FISH, outputs, refusals::add, 2, 3).run(frames);
        } finally {
            for (PredictionOutput output : outputs) {
                output.close();
            }
        }
    }

    private void writeImage(String name) throws IOException {
        try (DecodedImage grey = DecodedImage.filled(64, 48, 128)) {
            ImageEncoder.write(grey, folder.resolve(name));
        }
    }
}
