package io.nerest.training.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.training.dataset.DatasetItem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageIdsTest {

    @Test
    void imagesNamedByNumbersKeepThemAsIds() {
        List<DatasetItem> coco = List.of(item("000000000139.jpg"), item("000000000285.jpg"));

        assertThat(new ImageIds(coco).of(coco.get(1))).isEqualTo(285);
    }

    @Test
    void otherImagesAreNumberedInOrder() {
        List<DatasetItem> mixed = List.of(item("7.jpg"), item("b.jpg"));

        assertThat(new ImageIds(mixed).of(mixed.get(0))).isEqualTo(1);
        assertThat(new ImageIds(mixed).of(mixed.get(1))).isEqualTo(2);
    }

    private static DatasetItem item(String name) {
        return new DatasetItem(Path.of(name), List.of(), "a", 64, 48);
    }
}
