package io.nerest.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.image.TestImages;
import io.nerest.training.dataset.YoloDatasetWriter.Split;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
    private static final LabelledBox BOX = new LabelledBox(0, 0.5f, 0.5f, 0.25f, 0.25f);

    @TempDir
    private Path folder;

    @Test
    void writtenDataSetsAreReadBack() throws IOException {
        LabelledBox other = new LabelledBox(1, 0.25f, 0.75f, 0.125f, 0.5f);
        try (YoloDatasetWriter writer = new YoloDatasetWriter(folder, List.of("fish", "crab"))) {
            writer.add(Split.TRAIN, "cam1_f000001.jpg", TestImages.jpeg(64, 48, 1), List.of(BOX, other));
            writer.add(Split.TRAIN, "cam2_f000001.jpg", TestImages.jpeg(64, 48, 2), List.of());
            writer.add(Split.VAL, "cam3_f000001.jpg", TestImages.jpeg(32, 48, 3), List.of(other));
        }

        Dataset dataset = DatasetReader.read(folder);

        assertThat(dataset.classNames()).containsExactly("fish", "crab");
        assertThat(dataset.train())
                .extracting(DatasetItem::stream, DatasetItem::labels)
                .containsExactly(tuple("cam1", List.of(BOX, other)), tuple("cam2", List.of()));
        assertThat(dataset.val().get(0).width()).isEqualTo(32);
        assertThat(dataset.val().get(0).height()).isEqualTo(48);
        assertThat(dataset.report().findings()).isEmpty();
        assertThat(dataset.report().splits().get("train").background()).isEqualTo(1);
        assertThat(dataset.report().splits().get("train").objectsByClass()).isEqualTo(Map.of("fish", 1, "crab", 1));
    }

    @Test
    void anotherSplitCanBeEvaluated() throws IOException {
        yoloWithLabels(Map.of("good", "0 .5 .5 .2 .2\n", "tested", "0 .5 .5 .1 .1\n"));
        Files.writeString(folder.resolve("val.txt"), "images/good.jpg\n");
        Files.writeString(folder.resolve("test.txt"), "images/tested.jpg\n");
        Files.writeString(
                folder.resolve("data.yaml"), Files.readString(folder.resolve("data.yaml")) + "\ntest: test.txt\n");

        assertThat(DatasetReader.read(folder).val())
                .singleElement()
                .matches(item -> item.image().endsWith("good.jpg"));
        assertThat(DatasetReader.read(folder, "test").val())
                .singleElement()
                .matches(item -> item.image().endsWith("tested.jpg"));
        assertThatThrownBy(() -> DatasetReader.read(folder, "tset")).hasMessageContaining("split=tset");
    }

    @Test
    void problemsAreCountedWithExamplesAndTheRestIsUsed() throws IOException {
        yoloWithLabels(Map.ofEntries(
                Map.entry("good", "0 .5 .5 .2 .2\n"),
                Map.entry("outline", "0 .1 .1 .5 .1 .5 .3\n"),
                Map.entry("twice", "0 .5 .5 .2 .2\n0 .5 .5 .2 .2\n"),
                Map.entry("flat", "0 .5 .5 .2 0\n0 .5 .5 .1 .1\n"),
                Map.entry("outside", "0 1.5 .5 .2 .2\n0 .5 .5 .1 .1\n"),
                Map.entry("nan", "0 nan .5 .2 .2\n"),
                Map.entry("class", "7 .5 .5 .2 .2\n"),
                Map.entry("words", "fish .5 .5 .2 .2\n"),
                Map.entry("short", "0 .5 .5\n")));
        Files.writeString(folder.resolve("labels/orphan.txt"), "0 .5 .5 .2 .2\n");
        Files.write(folder.resolve("images/unlabelled.jpg"), TestImages.jpeg(40, 30, 5));
        Files.writeString(folder.resolve("val.txt"), "images/good.jpg\n");
        byte[] whole = TestImages.jpeg(40, 30, 6);
        Files.write(folder.resolve("images/cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(
                folder.resolve("train.txt"),
                Files.readString(folder.resolve("train.txt"))
                        + "images/unlabelled.jpg\nimages/cut.jpg\nimages/nowhere.jpg\nimages/good.jpg\n");

        Dataset dataset = DatasetReader.read(folder.resolve("data.yaml"));

        DatasetReport report = dataset.report();
        assertThat(report.findings().keySet())
                .containsExactlyInAnyOrder(
                        DatasetProblem.MISSING_IMAGE,
                        DatasetProblem.CORRUPT_IMAGE,
                        DatasetProblem.LISTED_TWICE,
                        DatasetProblem.IN_BOTH_SPLITS,
                        DatasetProblem.LABEL_WITHOUT_IMAGE,
                        DatasetProblem.MISSING_LABEL,
                        DatasetProblem.BAD_LINE,
                        DatasetProblem.NOT_A_NUMBER,
                        DatasetProblem.OUTSIDE,
                        DatasetProblem.UNKNOWN_CLASS,
                        DatasetProblem.EMPTY_BOX,
                        DatasetProblem.DUPLICATE_BOX);
        assertThat(report.count(DatasetProblem.BAD_LINE)).isEqualTo(2);
        assertThat(report.findings().get(DatasetProblem.OUTSIDE).examples())
                .singleElement()
                .asString()
                .contains("outside.txt:1", "1.5");
        assertThat(dataset.train())
                .extracting(item -> String.valueOf(item.image().getFileName()))
                .containsExactlyInAnyOrder("good.jpg", "outline.jpg", "twice.jpg", "flat.jpg", "unlabelled.jpg");
        assertThat(dataset.train())
                .filteredOn(i -> i.image().endsWith("twice.jpg"))
                .flatExtracting(DatasetItem::labels)
                .hasSize(1);
        assertThat(dataset.train())
                .filteredOn(i -> i.image().endsWith("outline.jpg"))
                .flatExtracting(DatasetItem::labels)
                .containsExactly(new LabelledBox(0, 0.3f, 0.2f, 0.4f, 0.2f));
        assertThat(report.text()).contains("1 labels with NaN", "image skipped", "nan.txt:1");
    }

    @Test
    void namesMayBeAListOrAMapAndSplitsFoldersOrSeveralLists() throws IOException {
        yoloWithLabels(Map.of("a", "1 .5 .5 .2 .2\n", "b", ""));
        Files.writeString(
                folder.resolve("data.yaml"), "train: [images, train.txt]\nval: images\nnc: 2\nnames: [fish, crab]\n");

        Dataset dataset = DatasetReader.read(folder.resolve("data.yaml"));

        assertThat(dataset.classNames()).containsExactly("fish", "crab");
        assertThat(dataset.train()).hasSize(2);
        assertThat(dataset.val()).hasSize(2);
    }

    @Test
    void anInvalidDataYamlIsRejectedWithTheCorrection() throws IOException {
        yoloWithLabels(Map.of("a", ""));
        Path yaml = folder.resolve("data.yaml");

        Files.writeString(yaml, "train: images\nval: images\nnc: 3\nnames: [fish]\n");
        assertThatThrownBy(() -> DatasetReader.read(yaml))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("nc says 3 classes, names has 1");
        Files.writeString(yaml, "train: images\nnames: [fish]\n");
        assertThatThrownBy(() -> DatasetReader.read(yaml)).hasMessageContaining("val must name a folder");
        Files.writeString(yaml, "train: nowhere\nval: images\nnames: [fish]\n");
        assertThatThrownBy(() -> DatasetReader.read(yaml)).hasMessageContaining("train is nowhere, but there is no");
        Files.writeString(yaml, "train: images\nval: images\nnames: {0: fish, 2: crab}\n");
        assertThatThrownBy(() -> DatasetReader.read(yaml)).hasMessageContaining("names has no class 1");
        Files.writeString(yaml, "train: images\nval: images\nnames: [fish, crab, fish]\n");
        assertThatThrownBy(() -> DatasetReader.read(yaml))
                .hasMessageContaining("names has 'fish' twice, as class 0 and as class 2");
        Files.writeString(yaml, "!!java.lang.ProcessBuilder [[id]]\n");
        assertThatThrownBy(() -> DatasetReader.read(yaml)).isInstanceOf(DatasetException.class);
        assertThatThrownBy(() -> DatasetReader.read(folder.resolve("none")))
                .hasMessageContaining("there is no data set at");
    }

    @Test
    void aDataSetWithoutUsableImagesIsRejectedWithItsReport() throws IOException {
        yoloWithLabels(Map.of("a", "0 2 2 2 2\n"));

        assertThatThrownBy(() -> DatasetReader.read(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no usable image is left in train")
                .hasMessageContaining("a.txt:1: 0 2 2 2 2");
    }

    @Test
    void aVocFolderHasSortedClassesAndUnchangedCoordinates() throws IOException {
        Files.createDirectories(folder.resolve("ImageSets/Main"));
        Files.createDirectories(folder.resolve("Annotations"));
        Files.createDirectories(folder.resolve("JPEGImages"));
        Files.writeString(folder.resolve("ImageSets/Main/train.txt"), "one\n");
        Files.writeString(folder.resolve("ImageSets/Main/val.txt"), "two\n");
        for (String id : List.of("one", "two")) {
            Files.write(folder.resolve("JPEGImages/" + id + ".jpg"), TestImages.jpeg(100, 50, 1));
        }
        Files.writeString(
                folder.resolve("Annotations/one.xml"),
                "<annotation>" + object("trout", 10, 10, 30, 20) + object("eel", 90, 10, 120, 20) + "</annotation>");
        Files.writeString(
                folder.resolve("Annotations/two.xml"), "<annotation>" + object("eel", 5, 5, 5, 5) + "</annotation>");

        Dataset dataset = DatasetReader.read(folder);

        assertThat(dataset.classNames()).containsExactly("eel", "trout");
        assertThat(dataset.train().get(0).labels())
                .containsExactly(
                        new LabelledBox(1, 0.2f, 0.3f, 0.2f, 0.2f), new LabelledBox(0, 0.95f, 0.3f, 0.1f, 0.2f));
        assertThat(dataset.report().count(DatasetProblem.CLIPPED)).isEqualTo(1);
        assertThat(dataset.report().count(DatasetProblem.EMPTY_BOX)).isEqualTo(1);
    }

    @Test
    void aCocoFolderHasClassesInTheOrderOfTheirIds() throws IOException {
        Files.createDirectories(folder.resolve("annotations"));
        Files.createDirectories(folder.resolve("images/train"));
        Files.createDirectories(folder.resolve("val2017"));
        Files.write(folder.resolve("images/train/a.jpg"), TestImages.jpeg(100, 50, 1));
        Files.write(folder.resolve("val2017/b.jpg"), TestImages.jpeg(100, 50, 2));
        String categories = "\"categories\":[{\"id\":9,\"name\":\"crab\"},{\"id\":3,\"name\":\"fish\"}]";
        Files.writeString(
                folder.resolve("annotations/instances_train2017.json"),
                "{\"info\":{},\"images\":[{\"id\":1,\"file_name\":\"a.jpg\",\"width\":100}],\"annotations\":["
                        + "{\"image_id\":1,\"category_id\":9,\"bbox\":[10,10,20,20],\"iscrowd\":0,\"segmentation\":[[1,2]]},"
                        + "{\"image_id\":1,\"category_id\":3,\"bbox\":[0,0,100,50],\"iscrowd\":1},"
                        + "{\"image_id\":77,\"category_id\":3,\"bbox\":[0,0,1,1]}]," + categories + "}");
        Files.writeString(
                folder.resolve("annotations/instances_val2017.json"),
                "{\"images\":[{\"id\":5,\"file_name\":\"b.jpg\"}],\"annotations\":[]," + categories + "}");

        Dataset dataset = DatasetReader.read(folder);

        assertThat(dataset.classNames()).containsExactly("fish", "crab");
        assertThat(dataset.train().get(0).labels()).containsExactly(new LabelledBox(1, 0.2f, 0.4f, 0.2f, 0.4f));
        assertThat(dataset.val()).hasSize(1);
        assertThat(dataset.report().count(DatasetProblem.CROWD)).isEqualTo(1);
        assertThat(dataset.report().count(DatasetProblem.LABEL_WITHOUT_IMAGE)).isEqualTo(1);
    }

    @Test
    void aFractionKeepsTheFirstTrainingImages() throws IOException {
        yoloWithLabels(Map.of("a", "", "b", "", "c", "", "d", ""));
        Dataset dataset = DatasetReader.read(folder);

        Dataset half = dataset.withFraction(0.5);

        assertThat(half.train()).isEqualTo(dataset.train().subList(0, 2));
        assertThat(half.val()).isEqualTo(dataset.val());
        assertThatThrownBy(() -> dataset.withFraction(0)).hasMessageContaining("fraction=0.0");
    }

    @Test
    void bloodCellsAreReadWithTheirTwoEmptyBoxesDropped() throws IOException {
        Dataset dataset = DatasetReader.read(SharedFiles.require("data/bccd"));

        assertThat(dataset.classNames()).containsExactly("Platelets", "RBC", "WBC");
        assertThat(dataset.train()).hasSize(205);
        assertThat(dataset.val()).hasSize(87);
        assertThat(dataset.report().count(DatasetProblem.EMPTY_BOX)).isEqualTo(2);
    }

    @Test
    void fishFramesAreReadWithTheirFourteenStreams() throws IOException {
        Dataset dataset = DatasetReader.read(SharedFiles.require("data/fish/data.yaml"));

        assertThat(dataset.train()).hasSize(1548);
        assertThat(dataset.val()).hasSize(420);
        assertThat(dataset.train().stream().map(DatasetItem::stream).distinct()).hasSize(9);
        assertThat(dataset.val().stream().map(DatasetItem::stream).distinct()).hasSize(5);
    }

    private void yoloWithLabels(Map<String, String> labels) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, String> entry : labels.entrySet()) {
            Files.write(folder.resolve("images/" + entry.getKey() + ".jpg"), TestImages.jpeg(40, 30, 4));
            Files.writeString(folder.resolve("labels/" + entry.getKey() + ".txt"), entry.getValue());
            list.append("images/").append(entry.getKey()).append(".jpg\n");
        }
        Files.writeString(folder.resolve("train.txt"), list);
        Files.writeString(folder.resolve("val.txt"), list);
        Files.writeString(
                folder.resolve("data.yaml"), "path: .\ntrain: train.txt\nval: val.txt\nnames:\n  0: fish\n  1: crab\n");
    }

    private static String object(String name, int x1, int y1, int x2, int y2) {
        return "<object><name>%s</name><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>"
                .formatted(name, x1, y1, x2, y2);
    }
}
