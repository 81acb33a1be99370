package io.nerest.ingest.retention;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.FrameSource;
import io.nerest.ingest.UploadedImages;
import io.nerest.ingest.bucket.BucketImporter;
import io.nerest.ingest.object.RejectedObject;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RejectedObjectsTest {
    private final String stream = "rejected-" + UUID.randomUUID();

    @Inject
    RejectedObjects rejected;

    @Inject
    BucketImporter importer;

    @Inject
    SeenObjectRepository objects;

    @Inject
    ObjectStore store;

    @Inject
    EntityManager rows;

    private String reject(String name) {
        String key = "frames/" + stream + "/" + name;
        store.put(key, "no image".getBytes(UTF_8), "image/jpeg");
        assertThat(importer.importAnnounced(List.of(key), FrameSource.BUCKET_NOTIFICATION))
                .hasSize(1);
        return key;
    }

    private void makeOld(String key) {
        QuarkusTransaction.requiringNew()
                .run(() -> rows.createNativeQuery(
                                "UPDATE seen_object SET seen_at = now() - interval '100 days' WHERE object_key = :key")
                        .setParameter("key", key)
                        .executeUpdate());
    }

    private List<String> rejectedKeys() {
        return objects.listRejected().stream().map(RejectedObject::key).toList();
    }

    @Test
    void objectsThatWereRejectedLongAgoGoWithTheirRows() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        String old = reject("old.jpg");
        String young = reject("young.jpg");
        String overwritten = reject("overwritten.jpg");
        store.put(overwritten, UploadedImages.jpeg(64, 48), "image/jpeg");
        makeOld(old);
        makeOld(overwritten);

        assertThat(rejected.removeUntil(Instant.now().minus(Duration.ofDays(90))))
                .isEqualTo(2);

        assertThat(store.stat(old)).isEmpty();
        assertThat(store.stat(young)).isPresent();
        assertThat(store.stat(overwritten)).as("a newer version").isPresent();
        assertThat(rejectedKeys()).contains(young).doesNotContain(old, overwritten);
        assertThat(importer.importAnnounced(List.of(overwritten), FrameSource.BUCKET_NOTIFICATION))
                .as("rejections of the newer version")
                .isEmpty();
    }
}
