package io.nerest.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupKeysTest {
    @Test
    void missingSecretsAreRestoredAndDifferentOnesAreNamedAndStay(@TempDir Path folder) throws Exception {
        // Given
        Path data = Files.createDirectories(folder.resolve("data"));
        Path keys = Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("access-token"), "token");
        Files.writeString(keys.resolve("signing.key"), "private");
        Files.writeString(keys.resolve("signing.pub"), "public");
        Path backup = Files.createDirectories(folder.resolve("backup"));
        BackupKeys.save(BackupKeys.secrets(data), backup);

        // When
        Files.delete(data.resolve("access-token"));
        Files.writeString(keys.resolve("signing.key"), "another");
        BackupKeys.Restored restored = BackupKeys.restore(backup, data);

        // Then
        assertThat(restored).isEqualTo(new BackupKeys.Restored(1, List.of("signing.key")));
        assertThat(data.resolve("access-token")).hasContent("token");
        assertThat(keys.resolve("signing.key")).hasContent("another");
    }
}
