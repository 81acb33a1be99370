package io.nerest.service.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.contracts.ObjectRef;
import io.nerest.service.failure.Failure;
import io.nerest.testing.Platform;
import io.nerest.testing.PlatformPart;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.config.MappedConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ObjectStoreTest {
    private static final String OCTETS = "application/octet-stream";

    @Inject
    ObjectStore store;

    @TempDir
    Path folder;

    @Test
    void anObjectOfAnyKeyIsReadAsItWasWritten() {
        // Given
        String key = "frames/río 1/50% & more+#?.jpg";

        // When
        ObjectRef ref = store.put(key, "content".getBytes(UTF_8), "image/jpeg");

        // Then
        assertThat(store.get(ref).bytes()).asString(UTF_8).isEqualTo("content");
        assertThat(store.get(ref).contentType()).isEqualTo("image/jpeg");
        assertThat(store.stat(key))
                .hasValueSatisfying(stat -> assertThat(stat.ref()).isEqualTo(ref));
        assertThat(store.list("frames/río 1/"))
                .extracting(stored -> stored.ref().key())
                .containsExactly(key);
    }

    @Test
    void aFileOfSeveralPartsIsReadAsItWasWritten() throws Exception {
        // Given
        byte[] content = new byte[21 << 20];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("weights"), content);

        // When
        ObjectRef ref = store.put("models/large", file, OCTETS);
        store.download(ref, folder.resolve("copy"));

        // Then
        assertThat(folder.resolve("copy")).hasBinaryContent(content);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void replacedContentIsNotReadForTheOldReference() {
        // Given
        ObjectRef announced = store.put("models/1", "old".getBytes(UTF_8), OCTETS);
        store.put("models/1", "new".getBytes(UTF_8), OCTETS);

        // Then
        assertThatThrownBy(() -> store.get(announced)).isInstanceOf(MissingObjectException.class);
        assertThatThrownBy(() -> store.download(announced, folder.resolve("model")))
                .isInstanceOf(MissingObjectException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingObjectIsNotATransientFailure() {
        ObjectRef nowhere = new ObjectRef(store.bucket(), "nowhere", "etag", 1);

        assertThat(store.stat("nowhere")).isEmpty();
        assertThatThrownBy(() -> store.get(nowhere))
                .isInstanceOf(MissingObjectException.class)
                .satisfies(e -> assertThat(Failure.of(e)).isNotEqualTo(Failure.TRANSIENT));
    }

    /** References come from events; a transient failure would be retried without end. */
    @Test
    void aReferenceThatNamesNoObjectOfTheBucketIsMissing() {
        List<ObjectRef> impossible = List.of(
                new ObjectRef("another-bucket", "a", "etag", 1),
                new ObjectRef("No Bucket!", "a", "etag", 1),
                new ObjectRef(store.bucket(), "../../etc/passwd", "etag", 1),
                new ObjectRef(store.bucket(), "a/./b", "etag", 1),
                new ObjectRef(store.bucket(), "k".repeat(1_500), "etag", 1),
                new ObjectRef(store.bucket(), "a", "two\nlines", 1),
                new ObjectRef(store.bucket(), "a", "etag", Long.MAX_VALUE));

        assertThat(impossible)
                .allSatisfy(ref -> assertThatThrownBy(() -> store.get(ref))
                        .isInstanceOf(MissingObjectException.class)
                        .matches(missing -> Failure.of(missing) != Failure.TRANSIENT));
    }

    @Test
    void aPresignedUrlIsReadWithoutCredentials() throws Exception {
        // Given
        store.put("frames/shown", "image".getBytes(UTF_8), OCTETS);

        // When
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(store.presignedGet("frames/shown", Duration.ofMinutes(1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("image");
    }

    /** The store listens on a further address, which stands for the one that only clients reach. */
    @Test
    void aPresignedUrlIsAtThePublicEndpointAndIsAcceptedThere() throws Exception {
        // Given
        URI internal = ConfigProvider.getConfig().getValue("nerest.s3.endpoint", URI.class);
        String publicHost = internal.getHost().equals("localhost") ? "127.0.0.1" : "localhost";
        URI publicEndpoint = URI.create("http://" + publicHost + ":" + internal.getPort());
        ObjectStore behind = new ObjectStore(MappedConfig.of(
                ObjectStoreConfig.class,
                Map.of(
                        "nerest.s3.endpoint",
                        internal.toString(),
                        "nerest.s3.public-endpoint",
                        publicEndpoint.toString(),
                        "nerest.s3.access-key",
                        ConfigProvider.getConfig().getValue("nerest.s3.access-key", String.class),
                        "nerest.s3.secret-key",
                        ConfigProvider.getConfig().getValue("nerest.s3.secret-key", String.class),
                        "nerest.s3.bucket",
                        store.bucket())));

        // When
        URI url = behind.presignedPut("uploads/public", Duration.ofMinutes(1));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .PUT(HttpRequest.BodyPublishers.ofString("image"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(url.getHost()).isEqualTo(publicHost);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(behind.stat("uploads/public")).isPresent();
    }

    @Test
    void anUnreachableStoreIsATransientFailureAndKeepsItsObjects() {
        // Given
        Platform platform = SharedPlatform.get();
        ObjectRef ref = store.put("frames/kept", "kept".getBytes(UTF_8), OCTETS);

        // When
        platform.kill(PlatformPart.S3);

        // Then
        try {
            assertThatThrownBy(() -> store.get(ref))
                    .isInstanceOf(ObjectStoreException.class)
                    .satisfies(e -> assertThat(Failure.of(e)).isEqualTo(Failure.TRANSIENT));
        } finally {
            platform.start(PlatformPart.S3);
        }
        assertThat(store.get(ref).bytes()).asString(UTF_8).isEqualTo("kept");
    }
}
