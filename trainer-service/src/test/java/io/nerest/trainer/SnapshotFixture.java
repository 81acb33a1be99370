package io.nerest.trainer;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Snapshots of a few small frames in the object store, and requests to train on them. */
record SnapshotFixture(ObjectStore store, String baseModelId) {
    /** The base checkpoint of the service in tests, of few parameters: {@code application.properties} names it too. */
    static final Path BASE = Path.of("src/test/resources/tiny-base.safetensors");

    /** One step. Plots and the recipe for few labels would take longer than the training. */
    static final Map<String, String> TINY =
            Map.of("epochs", "1", "imgsz", "64", "batch", "4", "workers", "1", "plots", "false", "finetune", "none");

    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    private static final int TRAIN = 4;
    private static final int FRAMES = 6;

    /** Stores a frame with one fish; its position depends on the number. */
    Snapshot.SnapshotFrame frame(int number) throws IOException {
        int x = 8 + 9 * number;
        int y = 10 + 4 * number;
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(20, 70, 90));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(150, 160, 160));
        pen.fillOval(x, y, 32, 12);
        pen.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        LabelledBox fish = new LabelledBox(0, (x + 16.0) / WIDTH, (y + 6.0) / HEIGHT, 32.0 / WIDTH, 12.0 / HEIGHT);
        return frame(jpeg.toByteArray(), fish);
    }

    /** Stores a frame with any content. */
    Snapshot.SnapshotFrame frame(byte[] content, LabelledBox label) {
        UUID id = UUID.randomUUID();
        ObjectRef object = store.put("frames/test/" + id + ".jpg", content, "image/jpeg");
        FrameRef ref = new FrameRef(id, "test", object, WIDTH, HEIGHT);
        return new Snapshot.SnapshotFrame(ref, Snapshot.Origin.HUMAN, "oracle", 1, List.of(label));
    }

    List<Snapshot.SnapshotFrame> frames() throws IOException {
        List<Snapshot.SnapshotFrame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(frame(i));
        }
        return frames;
    }

    /** Stores a snapshot of four training frames; the others are for validation. */
    TrainingRequested request(List<Snapshot.SnapshotFrame> frames, Map<String, String> arguments) {
        UUID campaign = UUID.randomUUID();
        byte[] snapshot = EventJson.write(new Snapshot(
                campaign,
                1,
                List.of("fish"),
                frames.subList(0, TRAIN),
                frames.subList(TRAIN, frames.size()),
                List.of()));
        ObjectRef stored = store.put("snapshots/" + campaign + "/1.json", snapshot, "application/json");
        return request(campaign, stored, Sha256.of(snapshot), baseModelId, arguments);
    }

    TrainingRequested request(Map<String, String> arguments) throws IOException {
        return request(frames(), arguments);
    }

    static TrainingRequested request(
            UUID campaign, ObjectRef snapshot, String sha256, String baseModelId, Map<String, String> arguments) {
        return new TrainingRequested(
                UUID.randomUUID(), campaign, 1, snapshot, sha256, baseModelId, arguments, true, Instant.now());
    }
}
