package io.nerest.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.predict.FrameReader;
import io.nerest.cli.predict.Predictor;
import io.nerest.cli.predict.SourceFiles;
import io.nerest.cli.predict.VideoWriter;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.slicing.ImageDetector;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingOutputTest {
    @TempDir
    private Path folder;

    private final List<StreamCount> counts = new ArrayList<>();
    private int predicted;

    /** A fish of 24 by 12 pixels that swims from left to right by 6 pixels a frame. */
    private final ImageDetector swimming = images -> images.stream()
            .map(image -> {
                float x = 6 * predicted++;
                Box box = new Box(x, 40, x + 24, 52);
                return new FramePrediction(List.of(new Detection(box, 0.8f, 0)), new float[] {0});
            })
            .toList();

    @Test
    void aFishInAVideoGivesATrackAPassageAndAnAnnotatedVideo() throws IOException, InterruptedException {
        try (VideoWriter video = new VideoWriter(folder.resolve("stream.mp4"), 160, 96, 10);
                DecodedImage grey = DecodedImage.filled(160, 96, 100)) {
            for (int i = 0; i < 20; i++) {
                video.write(grey);
            }
        }
        Path out = Files.createDirectory(folder.resolve("out"));
        count(folder.resolve("stream.mp4").toString(), out, Optional.of(LineArgument.parse("0.5,1,0.5,0")));

        assertThat(counts).containsExactly(new StreamCount("stream", 20, 2, 1, 1, 0));
        assertThat(out.resolve("counts.csv"))
                .hasContent("stream,frames,seconds,fish,in,out,net\nstream,20,2,1,1,0,1\n");
        // Its centre is at 12 + 6 i: beyond 80 by a tenth of its size from i = 12 on, the 13th frame.
        assertThat(out.resolve("passages.csv")).hasContent("""
                        stream,track,frame,seconds,time,direction
                        stream,1,13,1.2,2026-07-01T06:00:01.200Z,in
                        """);
        assertThat(out.resolve("tracks.csv"))
                .content()
                .startsWith("stream,track,fish,first_frame")
                .contains("\nstream,1,true,1,20,0,1.9,20,0.8,");
        assertThat(Files.readAllLines(out.resolve("boxes.csv"))).hasSize(21).contains("stream,3,1,12,40,36,52,0.8");
        assertThat(Files.readAllLines(out.resolve("frames.csv")))
                .hasSize(21)
                .contains("stream_000002,stream,2,0.1,2026-07-01T06:00:00.100Z,1,0.8");
        try (FrameReader annotated = new FrameReader(List.of(out.resolve("stream.mp4")), 1)) {
            new Predictor(
                            images -> {
                                // The box's left edge and the line are drawn onto the grey image.
                                assertThat(images.get(0).pixel(80, 5))
                                        .isNotEqualTo(images.get(0).pixel(120, 5));
                                return images.stream()
                                        .map(image -> new FramePrediction(List.of(), new float[] {0}))
                                        .toList();
                            },
                            List.of(),
                            reason -> {},
                            1,
                            1)
                    .run(annotated);
        }
    }

    @Test
    void theImagesOfAFolderAreOneStream() throws IOException, InterruptedException {
        Path images = Files.createDirectory(folder.resolve("camera-7"));
        try (DecodedImage grey = DecodedImage.filled(160, 96, 100)) {
            for (int i = 0; i < 12; i++) {
                ImageEncoder.write(grey, images.resolve("f%03d.jpg".formatted(i)));
            }
        }
        count(images.toString(), Files.createDirectory(folder.resolve("out")), Optional.empty());
        assertThat(counts).containsExactly(new StreamCount("camera-7", 12, 1.2, 1, 0, 0));
    }

    private void count(String source, Path out, Optional<LineArgument> line) throws IOException, InterruptedException {
        CountingOutput.Settings settings =
                new CountingOutput.Settings(TrackerSettings.DEFAULT, FishRule.DEFAULT, line, Optional.of(out), 10, 1);
        CountTables tables =
                new CountTables(out, FishRule.DEFAULT, 0.25, Optional.of(Instant.parse("2026-07-01T06:00:00Z")));
        try (CountingOutput output = new CountingOutput(settings, tables, counts::add);
                FrameReader frames = new FrameReader(SourceFiles.of(source), 1)) {
            new Predictor(swimming, List.of(output), reason -> {}, 1, 1).run(frames);
        }
    }
}
