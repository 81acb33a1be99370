package io.nerest.training.tensorboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.training.evaluation.MetricCurves.ClassCurve;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void everyRecordHasItsLengthAndMaskedChecksums() throws IOException {
        try (EventFile file = EventFile.create(folder, CLOCK)) {
            file.scalar("train/box_loss", 3, 1.5);
        }

        List<byte[]> records = records();

        assertThat(records).hasSize(2);
        assertThat(fields(records.get(0)).get(3)).isEqualTo("brain.Event:2".getBytes(UTF_8));
    }

    @Test
    void scalarsHaveTheirTagAndStep() throws IOException {
        try (EventFile file = EventFile.create(folder, CLOCK)) {
            file.scalar("metrics/mAP50(B)", 7, .25);
        }

        Map<Integer, Object> event = fields(records().get(1));
        Map<Integer, Object> value = summaryValue(event);

        assertThat(event.get(1)).isEqualTo(1.7e9);
        assertThat(event.get(2)).isEqualTo(7L);
        assertThat(value.get(1)).isEqualTo("metrics/mAP50(B)".getBytes(UTF_8));
        assertThat(value.get(2)).isEqualTo(.25f);
    }

    @Test
    void imagesKeepTheirEncoding() throws IOException {
        byte[] png = {1, 2, 3};
        try (EventFile file = EventFile.create(folder, CLOCK)) {
            file.image("val_batch0", 1, png, 640, 480);
        }

        Map<Integer, Object> image =
                fields((byte[]) summaryValue(fields(records().get(1))).get(4));

        assertThat(image).containsEntry(1, 480L).containsEntry(2, 640L).containsEntry(4, png);
    }

    @Test
    void prCurvesHaveTheSixRowsOfThePlugin() throws IOException {
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        Box box = new Box(0, 0, 40, 40);
        Box elsewhere = new Box(100, 100, 140, 140);
        metrics.add(
                "a",
                List.of(new GroundTruth(box, 0)),
                List.of(new Detection(box, .8f, 0), new Detection(elsewhere, .3f, 0)));
        ClassCurve curve = metrics.report().curves().classes().get(0);
        try (EventFile file = EventFile.create(folder, CLOCK)) {
            file.prCurve("PR/fish", 1, curve);
        }

        Map<Integer, Object> value = summaryValue(fields(records().get(1)));
        Map<Integer, Object> plugin =
                fields((byte[]) fields((byte[]) value.get(9)).get(1));
        ByteBuffer rows =
                ByteBuffer.wrap((byte[]) fields((byte[]) value.get(8)).get(4)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(plugin.get(1)).isEqualTo("pr_curves".getBytes(UTF_8));
        assertThat(rows.remaining()).isEqualTo(6 * EventFile.PR_POINTS * 4);
        assertThat(row(rows, 0, 50)).as("true positives at .5").isEqualTo(1);
        assertThat(row(rows, 1, 50)).as("false positives at .5").isZero();
        assertThat(row(rows, 1, 20)).as("false positives at .2").isEqualTo(1);
        assertThat(row(rows, 3, 90)).as("missed at .9").isEqualTo(1);
        assertThat(row(rows, 4, 20)).as("precision at .2").isEqualTo(.5f);
        assertThat(row(rows, 5, 50)).as("recall at .5").isEqualTo(1);
    }

    @Test
    void aGrowingFileIsReadable() throws IOException {
        try (EventFile file = EventFile.create(folder, CLOCK)) {
            file.scalar("a", 1, 1);
            assertThat(records()).hasSize(2);
            file.scalar("a", 2, 1);
            assertThat(records()).hasSize(3);
        }
    }

    @Test
    void anExistingFileIsNeverWrittenTo() throws IOException {
        EventFile.create(folder, CLOCK).close();
        EventFile.create(folder, CLOCK).close();

        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    private static float row(ByteBuffer rows, int row, int point) {
        return rows.getFloat((row * EventFile.PR_POINTS + point) * 4);
    }

    private Map<Integer, Object> summaryValue(Map<Integer, Object> event) throws IOException {
        return fields((byte[]) fields((byte[]) event.get(5)).get(1));
    }

    /** The records of the one file, each with both checksums verified. */
    private List<byte[]> records() throws IOException {
        Path path;
        try (var files = Files.list(folder)) {
            path = files.findFirst().orElseThrow();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(masked(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(data);
            assertThat(bytes.getInt()).isEqualTo(masked(data));
            records.add(data);
        }
        return records;
    }

    private static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }

    private static Map<Integer, Object> fields(byte[] message) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        Map<Integer, Object> fields = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Object value = switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> (Object) in.readInt64();
                case WireFormat.WIRETYPE_FIXED64 -> (Object) in.readDouble();
                case WireFormat.WIRETYPE_FIXED32 -> (Object) in.readFloat();
                default -> in.readByteArray();
            };
            fields.put(WireFormat.getTagFieldNumber(tag), value);
        }
        return fields;
    }
}
