package io.nerest.experiments.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void aSampleContainsTheWantedFrames() throws IOException {
        List<String> lines = new ArrayList<>(List.of("frame,e0,e1"));
        for (int i = 0; i < 200; i++) {
            lines.add("\"a,b/%d.jpg\",%d,0.5".formatted(i, i));
        }
        Path file = Files.write(folder.resolve(EmbeddingsFile.NAME), lines);
        Set<String> wanted = Set.of("a,b/7.jpg", "a,b/190.jpg");

        PoolEmbeddings sample = EmbeddingsFile.sample(file, wanted, 20, 1);

        assertThat(sample.size()).isEqualTo(20);
        assertThat(sample.of()).isEqualTo(200);
        assertThat(sample.frames()).doesNotHaveDuplicates().containsAll(wanted);
        for (int i = 0; i < 20; i++) {
            assertThat(sample.frames().get(i)).isEqualTo("a,b/%.0f.jpg".formatted(sample.vectors()[i][0]));
        }
        assertThat(EmbeddingsFile.sample(file, wanted, 20, 1).frames()).isEqualTo(sample.frames());
        assertThat(EmbeddingsFile.sample(file, wanted, 20, 2).frames()).isNotEqualTo(sample.frames());
    }

    @Test
    void errorsNameTheLineOfAnInvalidFile() throws IOException {
        assertThatThrownBy(() -> sample("frame,e0,e1\na,1,2\nb,1,x\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3: 'x' is not a number");
        assertThatThrownBy(() -> sample("frame,e0,e1\nb,NaN,1\n")).hasMessageContaining("not a finite number");
        assertThatThrownBy(() -> sample("frame,e0,e1\nb\n")).hasMessageContaining("line 2: fewer than 2 numbers");
        assertThatThrownBy(() -> sample("e0,e1\n")).hasMessageContaining("header");
    }

    private PoolEmbeddings sample(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.csv"), content);
        return EmbeddingsFile.sample(file, Set.of(), 10, 0);
    }

    @Test
    void embeddingsThatAreWrittenAreReadAgain() throws IOException {
        Path file = folder.resolve(EmbeddingsFile.NAME);

        EmbeddingsFile.write(
                file,
                List.of(
                        new EmbeddingsFile.Embedding("a,\"b\".jpg", new float[] {0.1f, -2}),
                        new EmbeddingsFile.Embedding("c.jpg", new float[] {1e-7f, 3})));

        PoolEmbeddings read = EmbeddingsFile.sample(file, Set.of("a,\"b\".jpg"), 10, 0);
        assertThat(read.frames()).containsExactly("a,\"b\".jpg", "c.jpg");
        assertThat(read.vectors()[0]).containsExactly(Double.parseDouble("0.1"), -2);
        assertThat(read.vectors()[1]).containsExactly(Double.parseDouble("1.0E-7"), 3);
    }
}
