package io.nerest.messaging.objects;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.nerest.contracts.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** The bucket that frames, snapshots and models lie in, by the S3 protocol. Safe for use by several threads. */
@ApplicationScoped
public class ObjectStore {
    private static final Logger LOG = Logger.getLogger(ObjectStore.class);
    /** Longest object that is read into memory. */
    private static final long LONGEST_IN_MEMORY = 256L << 20;

    private static final long MULTIPART_BYTES = 16L << 20;

    private final MinioClient client;
    private final String bucket;
    private volatile boolean bucketKnown;

    ObjectStore(ObjectStoreConfig config) {
        this.bucket = config.bucket();
        this.client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .build();
        long millis = config.timeout().toMillis();
        client.setTimeout(millis, millis, millis);
    }

    /** An object's bytes, and what its writer said they are. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    public record Content(byte[] bytes, String contentType) {}

    /** An object in the bucket. */
    public record Stored(ObjectRef ref, Instant lastModified) {}

    public String bucket() {
        return bucket;
    }

    /** Writes an object from memory; an object of that key is replaced. */
    public ObjectRef put(String key, byte[] bytes, String contentType) {
        return write(key, new ByteArrayInputStream(bytes), bytes.length, contentType);
    }

    /** Writes an object from a file. */
    public ObjectRef put(String key, Path file, String contentType) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return write(key, bytes, Files.size(file), contentType);
        }
    }

    private ObjectRef write(String key, InputStream bytes, long size, String contentType) {
        ensureBucket();
        try {
            ObjectWriteResponse written = client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                            bytes, size, size > MULTIPART_BYTES ? MULTIPART_BYTES : -1L)
                    .contentType(contentType)
                    .build());
            return new ObjectRef(bucket, key, unquoted(written.etag()), size);
        } catch (MinioException e) {
            throw failure("write", key, e);
        }
    }

    /**
     * Reads an object whole, in the very content that is referred to.
     *
     * @throws MissingObjectException where it is gone, or holds other content by now
     */
    public Content get(ObjectRef ref) {
        if (ref.size() > LONGEST_IN_MEMORY) {
            throw new MissingObjectException(
                    ref.key() + " has " + ref.size() + " bytes, more than is read into memory");
        }
        try (GetObjectResponse response = client.getObject(GetObjectArgs.builder()
                .bucket(ref.bucket())
                .object(ref.key())
                .matchETag(ref.etag())
                .build())) {
            byte[] bytes = response.readNBytes(Math.toIntExact(ref.size()) + 1);
            if (bytes.length != ref.size()) {
                throw new MissingObjectException(ref.key() + " should have " + ref.size() + " bytes, but has "
                        + (bytes.length > ref.size() ? "more" : String.valueOf(bytes.length)));
            }
            String type = response.headers().get("Content-Type");
            return new Content(bytes, type == null ? "application/octet-stream" : type);
        } catch (MinioException e) {
            throw failure("read", ref.key(), e);
        } catch (IOException e) {
            throw new ObjectStoreException("cannot read " + ref.key() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads an object into a file, in the very content that is referred to.
     *
     * @throws MissingObjectException where it is gone, or holds other content by now
     */
    public void download(ObjectRef ref, Path file) throws IOException {
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        try (GetObjectResponse response = client.getObject(GetObjectArgs.builder()
                .bucket(ref.bucket())
                .object(ref.key())
                .matchETag(ref.etag())
                .build())) {
            Files.copy(response, draft, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (MinioException e) {
            throw failure("read", ref.key(), e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** An object as it is now; empty where there is none of that key. */
    public Optional<Stored> stat(String key) {
        try {
            StatObjectResponse stat = client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build());
            return Optional.of(new Stored(
                    new ObjectRef(bucket, key, unquoted(stat.etag()), stat.size()),
                    stat.lastModified().toInstant()));
        } catch (ErrorResponseException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw new ObjectStoreException("cannot look at " + key + ": " + e.getMessage(), e);
        } catch (MinioException e) {
            throw new ObjectStoreException("cannot look at " + key + ": " + e.getMessage(), e);
        }
    }

    /** Objects whose keys start so, by key, read page by page as the stream is consumed. */
    public Stream<Stored> list(String prefix) {
        ensureBucket();
        Iterable<Result<Item>> results = client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .build());
        return StreamSupport.stream(results.spliterator(), false)
                .map(this::item)
                .filter(item -> !item.isDir())
                .map(item -> new Stored(
                        new ObjectRef(bucket, item.objectName(), unquoted(item.etag()), item.size()),
                        item.lastModified().toInstant()));
    }

    private Item item(Result<Item> result) {
        try {
            return result.get();
        } catch (MinioException e) {
            throw new ObjectStoreException("cannot list " + bucket + ": " + e.getMessage(), e);
        }
    }

    private void ensureBucket() {
        if (bucketKnown) {
            return;
        }
        try {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                LOG.infof("made the bucket %s", bucket);
            }
            bucketKnown = true;
        } catch (MinioException e) {
            // Another pod may have made it between the two calls; if not, the next call says so.
            throw new ObjectStoreException("cannot reach the bucket " + bucket + ": " + e.getMessage(), e);
        }
    }

    private static RuntimeException failure(String what, String key, MinioException e) {
        if (e instanceof ErrorResponseException answer && isMissing(answer)) {
            return new MissingObjectException(
                    key + " is not in the store in the content it was announced in: " + e.getMessage());
        }
        return new ObjectStoreException("cannot " + what + " " + key + ": " + e.getMessage(), e);
    }

    private static boolean isMissing(ErrorResponseException e) {
        int status = e.response().code();
        return status == 404 || status == 412;
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
