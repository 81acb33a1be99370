package io.nerest.scoring.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.scoring.ModelSender;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.testing.config.MappedConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelFilesTest {
    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @TempDir
    private Path folder;

    private ModelPublished published() throws IOException {
        ModelSender sender = new ModelSender(store, signatures);
        String id = "files-" + UUID.randomUUID();
        return sender.signed(id, ModelStatus.PROMOTED, sender.store(id, id.getBytes(UTF_8)));
    }

    @Test
    void weightsUsedLastAndThoseOfLoadedModelsAreKept() throws Exception {
        // Given: room for two files, and three that were used an hour apart
        ModelFiles files = new ModelFiles(
                store,
                signatures,
                MappedConfig.of(
                        ModelConfig.class,
                        Map.of(
                                "nerest.scoring.models.folder",
                                folder.toString(),
                                "nerest.scoring.models.max-files",
                                "2")));
        ModelPublished loaded = published();
        Path ofLoaded = files.fetch(loaded);
        files.keep(List.of(loaded));
        Path old = files.fetch(published());
        Path recent = files.fetch(published());
        Instant now = Instant.now();
        Files.setLastModifiedTime(ofLoaded, FileTime.from(now.minusSeconds(10_800)));
        Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(7_200)));
        Files.setLastModifiedTime(recent, FileTime.from(now.minusSeconds(3_600)));

        // When
        Path newest = files.fetch(published());

        // Then
        assertThat(List.of(ofLoaded, recent, newest))
                .allSatisfy(file -> assertThat(file).exists());
        assertThat(old).doesNotExist();
    }
}
