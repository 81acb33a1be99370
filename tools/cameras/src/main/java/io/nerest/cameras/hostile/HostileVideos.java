package io.nerest.cameras.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nerest.video.process.DecoderProcess;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.video.spec.FrameGeometry;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Video files, each decoded in its own process. A damaged video may still have frames; what counts is that the process
 * ends by itself within a minute, and without a signal.
 */
final class HostileVideos {
    private static final long LIMIT_MILLIS = 60_000;
    private static final int SPOOL = 10_000;

    private final Path folder;
    private final List<HostileInput> inputs = new ArrayList<>();

    private HostileVideos(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the inputs.
     *
     * @param valid a video that can be read; parts of it are damaged
     */
    static List<HostileInput> in(Path folder, Path valid) throws IOException {
        HostileVideos videos = new HostileVideos(folder);
        byte[] whole = Files.readAllBytes(valid);
        videos.add("whole video", true, whole);
        videos.addDamaged(whole);
        videos.addForeign();
        return videos.inputs;
    }

    private void addDamaged(byte[] whole) {
        for (int length : new int[] {0, 1, 7, 16, 40}) {
            add("video cut off after " + length + " bytes", false, Arrays.copyOf(whole, length));
        }
        for (double cut : new double[] {0.1, 0.5, 0.9, 0.99}) {
            addDamaged("video cut off after %.0f%%".formatted(100 * cut), Arrays.copyOf(whole, (int)
                    (whole.length * cut)));
        }
        Random random = new Random(3);
        for (int i = 0; i < 6; i++) {
            byte[] damaged = whole.clone();
            // The index of an MP4 is at one of its ends; the frames between them.
            int from = i % 3 == 0 ? 40 : i % 3 == 1 ? whole.length / 2 : Math.max(0, whole.length - 4_000);
            for (int k = 0; k < 200 && from + k < whole.length; k++) {
                damaged[from + random.nextInt(Math.min(4_000, whole.length - from))] = (byte) random.nextInt();
            }
            addDamaged("video with 200 changed bytes, " + (i + 1), damaged);
        }
    }

    /** Some of its frames may be readable. */
    private void addDamaged(String name, byte[] content) {
        inputs.add(new HostileInput(
                "videos", name, true, () -> decode(content).filter(reason -> reason.startsWith("process"))));
    }

    private void addForeign() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("empty", "");
        files.put("HLS playlist of a local file", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
        files.put(
                "HLS playlist of a metadata service", "#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/\n#EXT-X-ENDLIST\n");
        files.put("DASH manifest", "<?xml version=\"1.0\"?><MPD><BaseURL>http://169.254.169.254/</BaseURL></MPD>");
        files.put("concat script", "ffconcat version 1.0\nfile /etc/passwd\n");
        files.put("SDP", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n");
        files.put("text", "hello");
        files.put("GIF", "GIF89a\4\0\4\0\0\0\0;");
        files.put("JPEG start", "\377\330\377\340");
        files.put("MP4 start", "\0\0\0\30ftypmp42\0\0\0\0mp42isom");
        files.put("MP4 with an endless box", "\0\0\0\30ftypmp42\0\0\0\0mp42isom\377\377\377\377moov");
        files.put("MP4 with nested boxes", "\0\0\0\30ftypmp42\0\0\0\0mp42isom" + "\0\0\377\377moov".repeat(2_000));
        files.put("Matroska start", "\32\105\337\243\237\102\206\201\1\102\367\201\1\102\362\201\4");
        files.put("AVI start", "RIFF\377\377\377\177AVI LIST\377\377\377\177hdrlavih8\0\0\0");
        files.put("transport stream of sync bytes", ("G" + "\377".repeat(187)).repeat(500));
        files.put("H.264 start codes", "\0\0\0\1\147\0\0\0\1\150\0\0\0\1\145".repeat(500));
        files.put("FLV start", "FLV\1\1\0\0\0\11\0\0\0\0\11\377\377\377");
        files.forEach((name, text) -> add(name, false, text.getBytes(ISO_8859_1)));
    }

    private void add(String name, boolean accepted, byte[] content) {
        inputs.add(new HostileInput("videos", name, accepted, () -> decode(content)));
    }

    private Optional<String> decode(byte[] content) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("input.mp4"), content);
        DecoderSpec spec = new DecoderSpec(
                new DecoderSpec.VideoFile(file, false),
                folder.resolve("spool"),
                "every:1000",
                FrameGeometry.UNCHANGED,
                0,
                0,
                ImageLimits.DEFAULT.maxPixels(),
                SPOOL,
                90,
                0,
                0);
        try (DecoderProcess process = DecoderProcess.start(spec, 64)) {
            if (!process.awaitEnd(LIMIT_MILLIS)) {
                return Optional.of("process did not end within a minute");
            }
            DecoderReport report = process.lastReport();
            if (process.exitCode() != 0) {
                return Optional.of("process ended with exit code " + process.exitCode());
            }
            return report.phase() == DecoderReport.Phase.ENDED && report.decoded() > 0
                    ? Optional.empty()
                    : Optional.of(report.message().isEmpty() ? "there are no frames" : report.message());
        }
    }
}
