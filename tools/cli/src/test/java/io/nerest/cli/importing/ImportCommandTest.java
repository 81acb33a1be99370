package io.nerest.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nerest.cli.dataset.DatasetCommands;
import io.nerest.cli.predict.VideoWriter;
import io.nerest.commandline.ExitCode;
import io.nerest.detector.image.DecodedImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @Test
    void aFolderIsImportedWithTimesAndResumedWithoutRepetition() throws IOException {
        Path card = card(3);
        Path target = folder.resolve("field");

        assertThat(run(card, "--out=" + target, "--time-zone=Asia/Sakhalin"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(Files.readString(target.resolve("images/unlabeled/times.csv")))
                .contains("\"weir_DCIM_20260801_120000.png\",weir,2026-08-01T01:00:00Z");
        frame(card.resolve("DCIM/20260801_130000.png"));
        assertThat(run(card, "--out=" + target, "--time-zone=Asia/Sakhalin")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("1 frames imported, 3 imported before, 0 rejected");
        assertThat(images(target)).hasSize(4);
    }

    @Test
    void aZipIsImportedLikeItsFolderAndAHostileOneIsRejected() throws IOException {
        Path card = card(2);
        Path target = folder.resolve("field");

        assertThat(run(zip("card.zip", card, ""), "--out=" + target))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(images(target)).hasSize(2);

        assertThat(run(zip("evil.zip", card, "../"), "--out=" + folder.resolve("other")))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("leads out of the folder");
    }

    @Test
    void framesOfAVideoHaveTheTimesOfItsClock() throws IOException {
        Path video = clip(folder.resolve("clip.mp4"));
        Path target = folder.resolve("field");

        assertThat(run(video, "--out=" + target, "--every=5", "--start=2026-08-01T12:00:00Z"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(Files.readAllLines(target.resolve("images/unlabeled/times.csv")))
                .containsExactly(
                        "file,stream,captured_at",
                        "\"weir_clip_f000001.jpg\",weir,2026-08-01T12:00:00Z",
                        "\"weir_clip_f000006.jpg\",weir,2026-08-01T12:00:00.500Z",
                        "\"weir_clip_f000011.jpg\",weir,2026-08-01T12:00:01Z",
                        "\"weir_clip_f000016.jpg\",weir,2026-08-01T12:00:01.500Z");
    }

    @Test
    void aSecondCardAtTheSamePlaceWithTheSameNamesIsImportedToo() throws IOException {
        Path card = card(2);
        Path target = folder.resolve("field");
        assertThat(run(card, "--out=" + target)).as(err.toString()).isEqualTo(ExitCode.OK);

        Path other = card.resolve("DCIM/20260801_120000.png");
        BufferedImage fish = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
        fish.setRGB(3, 3, 0xffffff);
        ImageIO.write(fish, "png", other.toFile());
        Files.setLastModifiedTime(other, FileTime.from(Instant.parse("2026-09-01T00:00:00Z")));
        assertThat(run(card, "--out=" + target)).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("1 frames imported, 1 imported before, 0 rejected");
        assertThat(target.resolve("images/unlabeled/weir_DCIM_20260801_120000-2.png"))
                .hasSameBinaryContentAs(other);
        assertThat(Files.readString(target.resolve("images/unlabeled/times.csv")))
                .contains("\"weir_DCIM_20260801_120000-2.png\",weir,2026-08-01T12:00:00Z");

        Files.delete(folder.resolve("journal.txt"));
        assertThat(run(card, "--out=" + target)).isEqualTo(ExitCode.OK);
        assertThat(images(target)).as("equal contents are one frame").hasSize(3);
    }

    @Test
    void videosOfAFolderAndOfAnArchiveAreImportedAndOtherFilesAreNamed() throws IOException {
        Path card = card(1);
        clip(card.resolve("DCIM/20260801_140000.mp4"));
        Files.writeString(card.resolve("DCIM/broken.mp4"), "no video");
        Files.writeString(card.resolve("DCIM/clip.dav"), "unknown");

        for (Path source : List.of(card, zip("card.zip", card, ""))) {
            Path target = folder.resolve("field of " + source.getFileName());
            assertThat(run(source, "--out=" + target, "--every=10")).isEqualTo(ExitCode.FAILED);

            assertThat(err.toString()).contains("rejected: DCIM/broken.mp4");
            assertThat(out.toString())
                    .contains("1 files are neither images nor videos and were left out, such as DCIM/clip.dav")
                    .contains("3 frames imported, 0 imported before, 1 rejected");
            assertThat(Files.readString(target.resolve("images/unlabeled/times.csv")))
                    .contains("\"weir_DCIM_20260801_140000_f000011.jpg\",weir,2026-08-01T14:00:01Z");
            Files.delete(folder.resolve("journal.txt"));
            out.getBuffer().setLength(0);
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void anArchiveThatIsImportedAgainRepeatsNoFrame() throws IOException {
        Path zip = zip("card.zip", card(2), "");
        Path target = folder.resolve("field");
        assertThat(run(zip, "--out=" + target)).isEqualTo(ExitCode.OK);

        assertThat(run(zip, "--out=" + target)).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("0 frames imported, 2 imported before, 0 rejected");
    }

    @Test
    void aVideoWithoutAStatedTimeEndsAtTheLastChangeOfItsFile() throws IOException {
        Path video = clip(folder.resolve("clip.mp4"));
        Files.setLastModifiedTime(video, FileTime.from(Instant.parse("2026-08-01T12:00:02Z")));
        Path target = folder.resolve("field");

        assertThat(run(video, "--out=" + target, "--every=20"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(Files.readString(target.resolve("images/unlabeled/times.csv")))
                .contains("f000001.jpg\",weir,2026-08-01T12:00:00Z");
    }

    @Test
    void theTimeOfRecordingThatAVideoStatesIsThatOfItsFirstFrame() throws IOException {
        Path video = folder.resolve("clip.mp4");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(video.toFile(), 64, 48);
                Frame frame = new Frame(64, 48, Frame.DEPTH_UBYTE, 3)) {
            recorder.setFormat("mp4");
            recorder.setFrameRate(10);
            recorder.setMetadata("creation_time", "2026-08-01T09:30:00Z");
            recorder.start();
            for (int i = 0; i < 5; i++) {
                recorder.record(frame);
            }
        }
        Path target = folder.resolve("field");

        assertThat(run(video, "--out=" + target)).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(Files.readString(target.resolve("images/unlabeled/times.csv")))
                .contains("f000001.jpg\",weir,2026-08-01T09:30:00Z");
    }

    @Test
    void framesWithoutATimeAreRefusedBeforeAnythingIsImported() throws IOException {
        Path card = card(1);
        frame(card.resolve("DCIM/untitled.png"));
        Path target = folder.resolve("field");

        assertThat(run(card, "--out=" + target)).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("1 of 2 images have no known time").contains("untitled.png");
        assertThat(images(target)).isEmpty();
    }

    /** A server that fails at first: what is tested is the client's form, its repetition and its report. */
    @Test
    void uploadsAreRepeatedWhileTheServiceFailsAndRejectionsAreReported() throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            int status = 200;
            if (exchange.getRequestURI().getPath().startsWith("/api/frames")) {
                status = requests.incrementAndGet() == 1 ? 503 : body.contains("DCIM_20260801_120100") ? 422 : 200;
                if (status == 200) {
                    bodies.add(body);
                }
            }
            byte[] answer = "{\"detail\":\"not an image\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            assertThat(run(
                            card(2),
                            "--url=http://127.0.0.1:" + server.getAddress().getPort()))
                    .isEqualTo(ExitCode.FAILED);
        } finally {
            server.stop(0);
        }
        assertThat(bodies).hasSize(1);
        assertThat(bodies.get(0)).contains("name=\"streamId\"\r\n\r\nweir\r\n").contains("2026-08-01T12:00:00Z");
        assertThat(err.toString()).contains("422: not an image");
        assertThat(out.toString()).contains("1 frames imported, 0 imported before, 1 rejected");
    }

    /** Twenty frames, ten a second. */
    private static Path clip(Path video) throws IOException {
        try (VideoWriter writer = new VideoWriter(video, 64, 48, 10);
                DecodedImage grey = DecodedImage.filled(64, 48, 128)) {
            for (int i = 0; i < 20; i++) {
                writer.write(grey);
            }
        }
        return video;
    }

    private Path card(int frames) throws IOException {
        Path card = Files.createDirectories(folder.resolve("card"));
        for (int i = 0; i < frames; i++) {
            frame(card.resolve("DCIM/20260801_12%02d00.png".formatted(i)));
        }
        return card;
    }

    private static void frame(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    }

    private Path zip(String name, Path card, String prefix) throws IOException {
        Path zip = folder.resolve(name);
        try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(card)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new ZipEntry(prefix + card.relativize(file)));
                Files.copy(file, packed);
            }
        }
        return zip;
    }

    private static List<Path> images(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target.resolve("images/unlabeled"))) {
            return files.filter(file -> !file.toString().endsWith(".csv")).toList();
        }
    }

    private int run(Path source, String... options) {
        Stream<String> args = Stream.concat(
                Stream.of("import", source.toString(), "--stream=weir", "--journal=" + folder.resolve("journal.txt")),
                Stream.of(options));
        return DatasetCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }
}
