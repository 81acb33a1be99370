package io.nerest.ingest.bucket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.objects.ObjectStoreConfig;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.config.MappedConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What the runs of the reconciler cost on a bucket whose objects are all known: requests, objects listed and time. The store lists them
 * by the S3 protocol and has no contents; the database is PostgreSQL. With a million objects: {@code ./mvnw -pl ingest-service -am
 * test -Dtest=LargeBucketTest -Dsurefire.failIfNoSpecifiedTests=false -Dnerest.objects=1000000}.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LargeBucketTest {
    private static final int OBJECTS = Integer.getInteger("nerest.objects", 3_600);
    private static final int STREAMS = OBJECTS < 100_000 ? 3 : 10;
    private static final int SLICE = OBJECTS < 100_000 ? 500 : 1_000;
    private static final int OVERLAP = 100;
    /** Objects that a page may have beyond a slice. */
    private static final int PAGE = 500;

    @Inject
    SeenObjectRepository objects;

    @Inject
    BucketImporter importer;

    @Inject
    StreamService streams;

    @Inject
    ListingPositions positions;

    @Inject
    EntityManager rows;

    /**
     * Objects that the store lists in one run of the reconciler.
     *
     * @param first the most of a run while the streams are not known yet
     * @param idle of the newest, with nothing new
     * @param busy of the newest, with seven new objects in each stream
     * @param restarted of the newest, after a restart
     */
    private record Cost(int first, int idle, int busy, int restarted) {}

    @Test
    void aRunCostsTheSameOnASmallAndOnALargeBucket() throws Exception {
        Cost small = cost(OBJECTS / 10);
        Cost large = cost(OBJECTS);

        assertThat(large.idle()).isEqualTo(small.idle()).isEqualTo(STREAMS * (OVERLAP - 1));
        assertThat(large.busy()).isEqualTo(small.busy()).isEqualTo(large.idle() + STREAMS * 7);
        assertThat(large.restarted()).isEqualTo(small.restarted()).isEqualTo(large.idle());
        assertThat(large.first()).isLessThanOrEqualTo((STREAMS + 1) * (SLICE + PAGE));
    }

    private Cost cost(int count) throws Exception {
        String run = UUID.randomUUID().toString().substring(0, 8);
        try (LargeBucket bucket = new LargeBucket(run, STREAMS, count / STREAMS)) {
            for (int stream = 0; stream < STREAMS; stream++) {
                given().contentType("application/json").body("{}").put("/api/streams/" + bucket.stream(stream));
                seen(bucket, stream, count / STREAMS);
            }
            System.out.printf(Locale.ROOT, "%,d objects in %d streams%n", count, STREAMS);
            Reconciler reconciler = reconciler(bucket);
            int first = first(bucket, reconciler, count);
            int idle = measured(bucket, reconciler, "nothing new").listed();
            bucket.addToEachStream(7);
            Reconciler.Listing busy = measured(bucket, reconciler, "7 new objects in each stream");
            // Their contents are missing in this store, so they are listed, and not registered.
            assertThat(busy.registered()).isZero();
            int restarted = measured(bucket, reconciler(bucket), "nothing new, after a restart")
                    .listed();
            return new Cost(first, idle, busy.listed(), restarted);
        } finally {
            for (String table : List.of("seen_object", "listing_position")) {
                QuarkusTransaction.requiringNew()
                        .timeout(600)
                        .run(() -> rows.createNativeQuery("DELETE FROM " + table + " WHERE bucket = :bucket")
                                .setParameter("bucket", LargeBucket.BUCKET)
                                .executeUpdate());
            }
        }
    }

    private Reconciler reconciler(LargeBucket bucket) {
        return new Reconciler(
                new ObjectStore(MappedConfig.of(
                        ObjectStoreConfig.class,
                        Map.of(
                                "nerest.s3.endpoint",
                                bucket.endpoint(),
                                "nerest.s3.access-key",
                                "key",
                                "nerest.s3.secret-key",
                                "secret-secret",
                                "nerest.s3.bucket",
                                LargeBucket.BUCKET))),
                objects,
                importer,
                streams,
                positions,
                MappedConfig.of(
                        ReconcilerConfig.class,
                        Map.of(
                                "nerest.ingest.reconciler.min-age", "0s",
                                "nerest.ingest.reconciler.slice", String.valueOf(SLICE),
                                "nerest.ingest.reconciler.overlap", String.valueOf(OVERLAP))));
    }

    /** As after an upgrade: no position is stored, so the streams are listed slice by slice. */
    private static int first(LargeBucket bucket, Reconciler reconciler, int count) {
        long start = System.nanoTime();
        bucket.takeRequests();
        int most = 0;
        int runs = 0;
        Reconciler.Listing newest;
        do {
            newest = reconciler.listNewest();
            Reconciler.Listing slice = reconciler.listSlice(newest.listed() - newest.known());
            most = Math.max(most, newest.listed() + slice.listed());
            runs++;
            assertThat(runs).as("runs").isLessThanOrEqualTo(2 + count / STREAMS / SLICE);
        } while (newest.listed() > STREAMS * OVERLAP);
        System.out.printf(
                Locale.ROOT,
                "  first %d runs: at most %,d objects listed in a run, %,d requests and %.1f s in all%n",
                runs,
                most,
                bucket.takeRequests(),
                (System.nanoTime() - start) / 1e9);
        return most;
    }

    private void seen(LargeBucket bucket, int stream, int count) {
        String key = bucket.key(stream, 0);
        QuarkusTransaction.requiringNew()
                .timeout(600)
                .run(() -> rows.createNativeQuery("""
                INSERT INTO seen_object (bucket, object_key, etag, outcome)
                SELECT :bucket, :folder || lpad(n || '', 10, '0') || '.jpg', 'e' || n, 'DUPLICATE'
                FROM generate_series(1, :count) AS n""")
                        .setParameter("bucket", LargeBucket.BUCKET)
                        .setParameter("folder", key.substring(0, key.lastIndexOf('/') + 1))
                        .setParameter("count", count)
                        .executeUpdate());
    }

    private static Reconciler.Listing measured(LargeBucket bucket, Reconciler reconciler, String what) {
        bucket.takeRequests();
        long start = System.nanoTime();
        Reconciler.Listing newest = reconciler.listNewest();
        Reconciler.Listing slice = reconciler.listSlice(newest.listed() - newest.known());
        System.out.printf(
                Locale.ROOT,
                "  a run with %s: %,d of the newest objects and %,d of all listed in %,d requests, %.2f s%n",
                what,
                newest.listed(),
                slice.listed(),
                bucket.takeRequests(),
                (System.nanoTime() - start) / 1e9);
        assertThat(slice.listed()).isLessThanOrEqualTo(SLICE);
        return newest;
    }
}
