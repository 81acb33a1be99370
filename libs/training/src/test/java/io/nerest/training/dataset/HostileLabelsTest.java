package io.nerest.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nerest.detector.image.TestImages;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mutated label files, the same ones each time: each is read, skipped with a finding, or refused, and nothing else. */
@Timeout(120)
class HostileLabelsTest {
    private static final int MUTANTS = 100;
    private static final long MOST_MEMORY = 32 << 20;

    @TempDir
    private Path folder;

    @Test
    void mutatedLabelFilesAreReadOrRejected() throws IOException {
        image("images/a.jpg");
        image("images/b.jpg");
        text("labels/b.txt", "0 0.5 0.5 0.1 0.1\n");
        text("data.yaml", "train: images\nval: images\nnames: [fish, crab]\n");
        mutants("labels/a.txt", "0 0.5 0.5 0.25 0.25\n1 0.125 0.25 0.0625 0.5\n0 0.1 0.2 0.3 0.2 0.3 0.4\n");
    }

    @Test
    void mutatedDataYamlFilesAreReadOrRejected() throws IOException {
        image("images/a.jpg");
        text("labels/a.txt", "0 0.5 0.5 0.1 0.1\n");
        mutants("data.yaml", "path: .\ntrain: images\nval: [images, images]\nnc: 2\nnames: {0: fish, 1: crab}\n");
    }

    @Test
    void mutatedVocAnnotationsAreReadOrRejected() throws IOException {
        image("JPEGImages/a.jpg");
        image("JPEGImages/b.jpg");
        text("ImageSets/Main/train.txt", "a\nb\n");
        text("ImageSets/Main/val.txt", "a\nb\n");
        String annotation = "<annotation><size><width>40</width></size><object><name>fish</name><bndbox><xmin>1</xmin>"
                + "<ymin>2</ymin><xmax>20</xmax><ymax>18.5</ymax></bndbox></object></annotation>";
        text("Annotations/b.xml", annotation);
        mutants("Annotations/a.xml", annotation);
    }

    @Test
    void mutatedCocoFilesAreReadOrRejected() throws IOException {
        image("images/a.jpg");
        String instances =
                "{\"images\":[{\"id\":1,\"file_name\":\"a.jpg\"}],\"categories\":[{\"id\":1,\"name\":\"fish\"}],"
                        + "\"annotations\":[{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,20,10.5],\"iscrowd\":0}]}";
        text("annotations/instances_val.json", instances);
        mutants("annotations/instances_train.json", instances);
    }

    private void mutants(String file, String content) throws IOException {
        Random random = new Random(20_240_602);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = TestImages.mutate(content.getBytes(StandardCharsets.UTF_8), random);
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), mutant);
            // On its own thread, so that a reader that hangs fails the test and does not hang it.
            boolean usable = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), this::isUsable);
            read += usable ? 1 : 0;
            refused += usable ? 0 : 1;
        }
        assertThat(read + refused).isEqualTo(MUTANTS);
    }

    /** Whether the data set can be read; fails where it ends otherwise than read or refused, or takes too much memory. */
    private boolean isUsable() {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
        boolean usable;
        try {
            Dataset dataset = DatasetReader.read(folder);
            dataset.train().forEach(item -> item.labels().forEach(this::assertUsable));
            usable = true;
        } catch (DatasetException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            usable = false;
        }
        assertThat(memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .as("bytes allocated")
                .isLessThan(MOST_MEMORY);
        return usable;
    }

    private void assertUsable(LabelledBox label) {
        assertThat(label.classId()).isNotNegative();
        assertThat(label.cx()).isBetween(-1e-4, 1.0001);
        assertThat(label.cy()).isBetween(-1e-4, 1.0001);
        assertThat(label.w()).isBetween(0.0, 1.0001);
        assertThat(label.h()).isBetween(0.0, 1.0001);
    }

    private void image(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), TestImages.jpeg(40, 30, 1));
    }

    private void text(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }
}
