package io.nerest.standalone.demo;

import io.minio.DownloadObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import io.nerest.contracts.ModelPublished;
import io.nerest.standalone.stack.StackAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Downloads each round's weights, {@code results.csv} and {@code args.yaml} into the demo's directory. */
final class ModelDownloads {
    private static final List<String> OTHER_FILES = List.of("results.csv", "args.yaml");

    private final MinioClient store;
    private final String bucket;
    private final Path out;

    ModelDownloads(StackAddresses stack, Path out) {
        this.out = out;
        this.bucket = stack.bucket();
        this.store = MinioClient.builder()
                .endpoint(stack.s3().toString())
                .credentials(
                        stack.credentials().accessKey(), stack.credentials().secretKey())
                .build();
    }

    void fetch(List<DemoRound> rounds, ObservedEvents events) throws IOException {
        for (DemoRound round : rounds) {
            Optional<ModelPublished> model = events.model(round.modelId());
            if (model.isPresent()) {
                String key = model.get().weights().key();
                String folder = key.substring(0, key.lastIndexOf('/') + 1);
                Path run = Files.createDirectories(out.resolve("runs").resolve("round-" + round.round()));
                download(key, run.resolve("weights.safetensors"));
                for (String name : OTHER_FILES) {
                    download(folder + name, run.resolve(name));
                }
            }
        }
    }

    private void download(String key, Path file) throws IOException {
        try {
            store.downloadObject(DownloadObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .filename(file.toString())
                    .overwrite(true)
                    .build());
        } catch (MinioException e) {
            throw new IOException("cannot download " + key + " from the object store", e);
        }
    }
}
