package io.nerest.standalone.backup;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.nerest.standalone.stack.StoreAddress;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies the objects of the bucket to files that are named by their SHA-256. A later copy into the same folder reads only what
 * is new.
 */
final class StoreCopy {
    private static final String DEFAULT_TYPE = "application/octet-stream";
    /** As the services write: objects in several parts have an entity tag that depends on it. */
    private static final long MULTIPART_BYTES = 16L << 20;

    private static final int PREFIX_LETTERS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MinioClient store;
    private final String bucket;
    private final Path files;

    /** @param backup folder of the backup */
    StoreCopy(StoreAddress address, Path backup) {
        this.bucket = address.bucket();
        this.files = backup.resolve("objects");
        this.store = MinioClient.builder()
                .endpoint(address.url().toString())
                .credentials(
                        address.credentials().accessKey(), address.credentials().secretKey())
                .build();
    }

    /**
     * An object of the store and the file with its content.
     *
     * @param sha256 of the content, in hexadecimal: the name of the file
     */
    record CopiedObject(String key, long size, String etag, String contentType, String sha256) {}

    /**
     * What a copy did.
     *
     * @param objects number of objects
     * @param bytes their size
     * @param transferred objects that were read from, or written to, the store
     * @param changedTags restored objects that have another entity tag than before: frames name the tag of their image
     * @param damaged keys of objects that cannot be restored, since their file is missing or has another content
     */
    record Count(long objects, long bytes, long transferred, long changedTags, List<String> damaged) {
        static final Count NONE = new Count(0, 0, 0, 0, List.of());

        Count plus(CopiedObject object, boolean isTransferred, boolean isTagChanged) {
            return new Count(
                    objects + 1,
                    bytes + object.size(),
                    transferred + (isTransferred ? 1 : 0),
                    changedTags + (isTagChanged ? 1 : 0),
                    damaged);
        }

        Count withDamaged(List<String> keys) {
            return new Count(objects, bytes, transferred, changedTags, List.copyOf(keys));
        }
    }

    /**
     * Copies all objects.
     *
     * @param list file to write the list of objects to
     * @param before list of an earlier copy into the same folder, if there is one
     */
    Count write(Path list, Optional<Path> before) throws IOException {
        Map<String, CopiedObject> known = before.isPresent() ? read(before.get()) : Map.of();
        Files.createDirectories(files);
        Count count = Count.NONE;
        ObjectWriter json = JSON.writerFor(CopiedObject.class).withRootValueSeparator("\n");
        try (var lines = json.writeValues(list.toFile())) {
            for (Result<Item> listed : all()) {
                Item item = listed.get();
                Optional<CopiedObject> copied = Optional.ofNullable(known.get(item.objectName()))
                        .filter(object -> object.etag().equals(tag(item)) && object.size() == item.size())
                        .filter(object -> Files.exists(file(object.sha256())));
                Optional<CopiedObject> object = copied.isPresent() ? copied : download(item);
                if (object.isPresent()) {
                    lines.write(object.get());
                    count = count.plus(object.get(), copied.isEmpty(), false);
                }
            }
        } catch (MinioException e) {
            throw new IOException("the objects of bucket " + bucket + " cannot be copied: " + e.getMessage(), e);
        }
        return count;
    }

    /** Empty if the object was deleted after it was listed, as the rule of retention does while services run. */
    private Optional<CopiedObject> download(Item item) throws IOException, MinioException {
        Path file = Files.createTempFile(files, "object", ".part");
        try {
            MessageDigest digest = Sha256.digest();
            String type;
            try (GetObjectResponse in = store.getObject(GetObjectArgs.builder()
                            .bucket(bucket)
                            .object(item.objectName())
                            .build());
                    OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                in.transferTo(out);
                type = Optional.ofNullable(in.headers().get("Content-Type")).orElse(DEFAULT_TYPE);
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            Path target = file(sha256);
            Files.createDirectories(target.getParent());
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(new CopiedObject(item.objectName(), Files.size(target), tag(item), type, sha256));
        } catch (ErrorResponseException e) {
            if (e.errorResponse().code().equals("NoSuchKey")) {
                return Optional.empty();
            }
            throw e;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Writes the objects that the store lacks. Objects that it has stay as they are. One whose file is missing or damaged is left
     * out and counted; the others are restored.
     *
     * @param list of a copy
     * @throws IOException if the store fails
     */
    Count restore(Path list) throws IOException {
        Count count = Count.NONE;
        List<String> damaged = new ArrayList<>();
        try {
            Map<String, String> present = new HashMap<>();
            for (Result<Item> listed : all()) {
                present.put(listed.get().objectName(), tag(listed.get()));
            }
            for (CopiedObject object : read(list).values()) {
                boolean isMissing = !present.containsKey(object.key());
                if (isMissing && !isIntact(object)) {
                    damaged.add(object.key());
                    continue;
                }
                String tag = isMissing ? upload(object) : present.get(object.key());
                count = count.plus(object, isMissing, !object.etag().equals(tag));
            }
        } catch (MinioException e) {
            throw new IOException("the objects of bucket " + bucket + " cannot be restored: " + e.getMessage(), e);
        }
        return count.withDamaged(damaged);
    }

    private boolean isIntact(CopiedObject object) throws IOException {
        Path file = file(object.sha256());
        return Files.exists(file) && Sha256.of(file).equals(object.sha256());
    }

    /** Deletes files that no object of a list names: contents of deleted objects, and remains of interrupted copies. */
    void deleteUnlisted(Path list) throws IOException {
        Set<Path> listed = new HashSet<>();
        read(list).values().forEach(object -> listed.add(file(object.sha256())));
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!listed.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private String upload(CopiedObject object) throws IOException, MinioException {
        Path file = file(object.sha256());
        return unquoted(store.uploadObject(UploadObjectArgs.builder()
                        .bucket(bucket)
                        .object(object.key())
                        .filename(file.toString(), MULTIPART_BYTES)
                        .contentType(object.contentType())
                        .build())
                .etag());
    }

    private Iterable<Result<Item>> all() {
        return store.listObjects(
                ListObjectsArgs.builder().bucket(bucket).recursive(true).build());
    }

    private static Map<String, CopiedObject> read(Path list) throws IOException {
        Map<String, CopiedObject> objects = new HashMap<>();
        try (MappingIterator<CopiedObject> lines =
                JSON.readerFor(CopiedObject.class).readValues(list.toFile())) {
            while (lines.hasNext()) {
                CopiedObject object = lines.next();
                objects.put(object.key(), object);
            }
        }
        return objects;
    }

    private Path file(String sha256) {
        return files.resolve(sha256.substring(0, PREFIX_LETTERS)).resolve(sha256);
    }

    private static String tag(Item item) {
        return unquoted(item.etag());
    }

    private static String unquoted(String tag) {
        return tag.replace("\"", "");
    }
}
