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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What the reconciler costs on a bucket of a million objects, all of which are registered: requests, rows and time of a listing of
 * all objects and of one of the newest. The store lists them by the S3 protocol and has no contents; the database is PostgreSQL.
 * Not part of the suite: {@code ./mvnw -pl ingest-service -am test -Dtest=LargeBucketTrial
 * -Dsurefire.failIfNoSpecifiedTests=false -Dnerest.objects=1000000}.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LargeBucketTrial {
    private static final int STREAMS = 10;
    private static final int OBJECTS = Integer.getInteger("nerest.objects", 1_000_000);
    private static final int OVERLAP = 100;

    @Inject
    SeenObjectRepository objects;

    @Inject
    BucketImporter importer;

    @Inject
    StreamService streams;

    @Inject
    EntityManager rows;

    @Test
    void theListingOfTheNewestObjectsCostsTheSameOnASmallAndOnALargeBucket() throws Exception {
        int small = newest(OBJECTS / 100);
        int large = newest(OBJECTS);

        assertThat(large).as("objects that the store lists each time").isEqualTo(small);
    }

    /** Returns how many objects a listing of the newest ones lists. */
    private int newest(int count) throws Exception {
        String run = UUID.randomUUID().toString().substring(0, 8);
        try (LargeBucket bucket = new LargeBucket(run, STREAMS, count / STREAMS)) {
            for (int stream = 0; stream < STREAMS; stream++) {
                given().contentType("application/json").body("{}").put("/api/streams/" + bucket.stream(stream));
                seen(bucket, stream, count / STREAMS);
            }
            Reconciler reconciler = new Reconciler(
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
                    MappedConfig.of(
                            ReconcilerConfig.class,
                            Map.of(
                                    "nerest.ingest.reconciler.min-age",
                                    "0s",
                                    "nerest.ingest.reconciler.overlap",
                                    String.valueOf(OVERLAP))));
            measured(bucket, count, "all objects", reconciler::listAll);
            measured(bucket, count, "the newest, nothing new", reconciler::listNewest);
            bucket.addToEachStream(7);
            Reconciler.Listing listing =
                    measured(bucket, count, "the newest, 7 new objects in each stream", reconciler::listNewest);
            // Their contents are missing in this store, so they are listed, and not registered.
            assertThat(listing.registered()).isZero();
            assertThat(listing.listed()).isEqualTo(STREAMS * (OVERLAP - 1 + 7));
            return listing.listed();
        } finally {
            QuarkusTransaction.requiringNew()
                    .timeout(600)
                    .run(() -> rows.createNativeQuery("DELETE FROM seen_object WHERE bucket = :bucket")
                            .setParameter("bucket", LargeBucket.BUCKET)
                            .executeUpdate());
        }
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

    private static Reconciler.Listing measured(
            LargeBucket bucket, int count, String what, Supplier<Reconciler.Listing> listing) {
        bucket.takeRequests();
        long start = System.nanoTime();
        Reconciler.Listing listed = listing.get();
        System.out.printf(
                Locale.ROOT,
                "%,d objects in %d streams; listing of %s: %,d objects listed in %,d requests, %.2f s%n",
                count,
                STREAMS,
                what,
                listed.listed(),
                bucket.takeRequests(),
                (System.nanoTime() - start) / 1e9);
        return listed;
    }
}
