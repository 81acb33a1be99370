package io.nerest.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.dataset.DatasetPlan.Split;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.simulator.stream.TestStreams;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {
    private static final FrameFormat TINY = new FrameFormat(160, 90, 80);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void aWrittenDataSetIsReadBackWithTheRenderedBoxes() throws Exception {
        DatasetPlan plan = new DatasetPlan(40, 2, 3, 9, TINY, 2, new Split.LastFrames(0.25));
        AtomicInteger done = new AtomicInteger();
        Path out = folder.resolve("set");

        new DatasetWriter(plan, out, 2).write("nerest simulate", done::incrementAndGet);

        YoloDataset read = YoloDataset.read(out.resolve("data.yaml"));
        assertThat(done).hasValue(40);
        assertThat(read.names()).isEqualTo(Map.of(0, "fish"));
        assertThat(read.train()).hasSize(30);
        assertThat(read.val()).hasSize(10);
        assertThat(read.val()).extracting(DatasetFrame::stream).containsOnly("cam-03", "cam-04");
        StreamRenderer renderer = TestStreams.camera(3, TINY, 9);
        int fish = 0;
        for (DatasetFrame frame : read.train()) {
            if (frame.stream().equals("cam-03")) {
                RenderedFrame rendered = renderer.frame(numberOf(frame));
                assertThat(Files.readAllBytes(frame.image())).isEqualTo(rendered.jpeg());
                assertThat(frame.labels()).hasSameSizeAs(rendered.truth());
                for (int i = 0; i < frame.labels().size(); i++) {
                    LabelledBox box = frame.labels().get(i);
                    assertThat(box.cx()).isCloseTo(rendered.truth().get(i).cx(), Offset.offset(1e-6));
                    assertThat(box.h()).isCloseTo(rendered.truth().get(i).h(), Offset.offset(1e-6));
                    fish++;
                }
            }
        }
        assertThat(fish).isPositive();
    }

    @Test
    void theNumberOfThreadsDoesNotAffectTheFiles() throws Exception {
        DatasetPlan plan = new DatasetPlan(12, 3, 1, 4, TINY, 5, new Split.WholeStreams(1));

        new DatasetWriter(plan, folder.resolve("one"), 1).write("c", () -> {});
        new DatasetWriter(plan, folder.resolve("four"), 4).write("c", () -> {});

        assertThat(contents(folder.resolve("four"))).isEqualTo(contents(folder.resolve("one")));
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftUnchanged() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "do not overwrite");
        DatasetPlan plan = new DatasetPlan(2, 1, 1, 1, TINY, 1, new Split.LastFrames(0));

        assertThatThrownBy(() -> new DatasetWriter(plan, folder, 1).write("c", () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
        assertThat(contents(folder)).containsOnlyKeys("thesis.txt");
    }

    private static int numberOf(DatasetFrame frame) {
        String name = frame.name();
        return Integer.parseInt(name.substring(name.indexOf("_f") + 2, name.indexOf('.')));
    }

    private static Map<String, List<Byte>> contents(Path folder) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                List<Byte> list = new java.util.ArrayList<>(bytes.length);
                for (byte value : bytes) {
                    list.add(value);
                }
                contents.put(folder.relativize(file).toString(), list);
            }
        }
        return contents;
    }
}
