package io.nerest.cli.base;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.GroundTruth;
import java.util.List;

/**
 * An image onto which cut-outs are pasted.
 *
 * @param fish that are in it already
 */
record Background(Origin origin, Pixels content, List<GroundTruth> fish) {
    Background {
        fish = List.copyOf(fish);
    }

    /** Returns the background with left and right exchanged. */
    Background mirrored() {
        List<GroundTruth> mirroredFish = fish.stream()
                .map(one -> new GroundTruth(
                        new Box(
                                content.width() - one.box().x2(),
                                one.box().y1(),
                                content.width() - one.box().x1(),
                                one.box().y2()),
                        one.classId()))
                .toList();
        return new Background(origin, content.mirrored(), mirroredFish);
    }
}
