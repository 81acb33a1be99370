package io.nerest.standalone.demo;

import io.minio.DownloadObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import io.nerest.contracts.ModelPublished;
import io.nerest.standalone.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings each round's weights and {@code results.csv} from the store into the demo's folder. */
final class RunFiles {
    private static final List<String> BESIDE_WEIGHTS = List.of("results.csv", "args.yaml");

    private final MinioClient store;
    private final Path out;

    RunFiles(Endpoints endpoints, Path out) {
        this.out = out;
        this.store = MinioClient.builder()
                .endpoint(endpoints.s3().toString())
                .credentials(Endpoints.S3_ACCESS_KEY, Endpoints.S3_SECRET_KEY)
                .build();
    }

    void fetch(List<DemoRound> rounds, Ledger ledger) throws IOException {
        for (DemoRound round : rounds) {
            Optional<ModelPublished> model = ledger.model(round.modelId());
            if (model.isPresent()) {
                String key = model.get().weights().key();
                String folder = key.substring(0, key.lastIndexOf('/') + 1);
                Path run = Files.createDirectories(out.resolve("runs").resolve("round-" + round.round()));
                download(key, run.resolve("weights.safetensors"));
                for (String name : BESIDE_WEIGHTS) {
                    download(folder + name, run.resolve(name));
                }
            }
        }
    }

    private void download(String key, Path file) throws IOException {
        try {
            store.downloadObject(DownloadObjectArgs.builder()
                    .bucket(Endpoints.BUCKET)
                    .object(key)
                    .filename(file.toString())
                    .overwrite(true)
                    .build());
        } catch (MinioException e) {
            throw new IOException("cannot fetch " + key + " from the store", e);
        }
    }
}
