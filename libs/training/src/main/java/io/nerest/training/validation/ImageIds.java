package io.nerest.training.validation;

import io.nerest.training.dataset.DatasetItem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Image ids for COCO's files: the numbers in the file names if all names are distinct numbers, as in COCO; otherwise
 * the position in the set, from 1.
 */
public final class ImageIds {
    private final Map<Path, Long> ids = new HashMap<>();

    public ImageIds(List<DatasetItem> items) {
        boolean numbers = items.stream().allMatch(item -> stem(item).matches("\\d{1,18}"));
        long distinct = items.stream().map(ImageIds::stem).distinct().count();
        boolean named = numbers && distinct == items.size();
        for (DatasetItem item : items) {
            ids.put(item.image(), named ? Long.parseLong(stem(item)) : ids.size() + 1L);
        }
    }

    public long of(DatasetItem item) {
        return ids.getOrDefault(item.image(), 0L);
    }

    private static String stem(DatasetItem item) {
        String name = String.valueOf(item.image().getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
