package io.nerest.benchmarks;

import io.nerest.selection.SeededHash;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.storage.BoxCodec;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A pool like that of a season: frames of eight cameras, a second apart, half of them without a box, with embeddings in
 * clouds like those of consecutive frames. It is written in PostgreSQL's binary copy format into the tables of the selector's
 * migrations.
 */
final class StoredPool {

    static final String MODEL = "model-" + "0".repeat(40);
    static final UUID CAMPAIGN = new UUID(7, 7);
    private static final Instant DAWN = Instant.parse("2026-08-01T04:00:00Z");
    /** PostgreSQL's times count from here. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private static final byte[] COPY_HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final byte[] COPY_END = {(byte) 0xff, (byte) 0xff};
    private static final SeededHash RANDOM_KEYS = new SeededHash(0);
    private static final int CAMERAS = 8;
    private static final int CLOUDS = 400;
    private static final float SPREAD = 0.1f;
    private static final int ROW_ROOM = 1024;

    private final Connection connection;
    private final int dimensions;
    private final float[][] clouds;
    private final SplittableRandom random = new SplittableRandom(7);
    private long frames;

    StoredPool(Connection connection, int dimensions) throws SQLException {
        this.connection = connection;
        this.dimensions = dimensions;
        this.clouds = new float[CLOUDS][dimensions];
        for (float[] cloud : clouds) {
            for (int i = 0; i < dimensions; i++) {
                cloud[i] = normal();
            }
        }
        execute(
                "insert into campaign (id, name, config, base_model_id, validation_frames, state, reason, created_at, updated_at)"
                        + " values ('" + CAMPAIGN + "', 'benchmark', '{}', 'base', 0, 'PAUSED', '', now(), now())");
    }

    PoolFilter filter() {
        return new PoolFilter(CAMPAIGN, List.of(), List.of(), false);
    }

    /** Adds frames with human labels, scored like all others. */
    void addLabelled(int count) throws SQLException, IOException {
        add(count, true);
    }

    /** Adds frames without a label. */
    void addUnlabelled(int count) throws SQLException, IOException {
        add(count, false);
    }

    private void add(int count, boolean labelled) throws SQLException, IOException {
        List<UUID> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
        copy(
                "frame (id, stream_id, bucket, object_key, etag, size, width, height, captured_at, random_key, label_revision)",
                ids,
                (id, row) -> frame(id, row, labelled));
        copy("score (model_id, frame_id, boxes, embedding, scored_at)", ids, this::score);
        execute("analyze frame");
        execute("analyze score");
    }

    private void frame(UUID id, ByteBuffer row, boolean labelled) {
        long number = frames++;
        String camera = "stream-" + number % CAMERAS;
        row.putShort((short) 11);
        put(row, id);
        put(row, camera);
        put(row, "nerest");
        put(row, "frames/" + camera + "/" + id + ".jpg");
        put(row, Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
        row.putInt(Long.BYTES).putLong(100_000);
        row.putInt(Integer.BYTES).putInt(1280);
        row.putInt(Integer.BYTES).putInt(720);
        put(row, DAWN.plusSeconds(number / CAMERAS));
        row.putInt(Double.BYTES).putDouble(RANDOM_KEYS.uniform(id));
        if (labelled) {
            row.putInt(Integer.BYTES).putInt(1);
        } else {
            row.putInt(-1);
        }
    }

    private void score(UUID id, ByteBuffer row) {
        List<ScoredBox> boxes = new ArrayList<>();
        for (int box = random.nextInt(4) - 1; box > 0; box--) {
            boxes.add(new ScoredBox(
                    0, 0.1 + 0.9 * random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.1, 0.1));
        }
        float[] cloud = clouds[random.nextInt(CLOUDS)];
        float[] embedding = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            embedding[i] = cloud[i] + SPREAD * normal();
        }
        row.putShort((short) 5);
        put(row, MODEL);
        put(row, id);
        put(row, BoxCodec.encode(boxes));
        put(row, BoxCodec.encode(embedding));
        put(row, DAWN);
    }

    /** Returns an approximately normal number of mean 0 and standard deviation 1. */
    private float normal() {
        return (float) ((random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2)
                * Math.sqrt(3));
    }

    /** Writes one row of a table. */
    @FunctionalInterface
    private interface Row {
        void write(UUID id, ByteBuffer row);
    }

    private void copy(String table, List<UUID> ids, Row row) throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin (format binary)");
        copy.writeToCopy(COPY_HEADER, 0, COPY_HEADER.length);
        ByteBuffer bytes = ByteBuffer.allocate(ROW_ROOM + dimensions * Float.BYTES);
        for (UUID id : ids) {
            bytes.clear();
            row.write(id, bytes);
            copy.writeToCopy(bytes.array(), 0, bytes.position());
        }
        copy.writeToCopy(COPY_END, 0, COPY_END.length);
        copy.endCopy();
    }

    private static void put(ByteBuffer row, UUID id) {
        row.putInt(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static void put(ByteBuffer row, String text) {
        put(row, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ByteBuffer row, byte[] bytes) {
        row.putInt(bytes.length).put(bytes);
    }

    private static void put(ByteBuffer row, Instant time) {
        row.putInt(Long.BYTES).putLong(Duration.between(EPOCH, time).toNanos() / 1000);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
