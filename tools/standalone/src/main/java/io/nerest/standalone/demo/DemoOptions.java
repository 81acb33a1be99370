package io.nerest.standalone.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo is asked to do.
 *
 * @param data a YOLO data set to play in; rendered streams where absent
 * @param rounds rounds after the first
 * @param initial frames labelled in the first round
 * @param batchSize frames labelled in every later round
 * @param sampleSize frames of the pool that each round looks at
 * @param strategy how a round chooses
 * @param epochs of each training
 * @param imgsz side that pictures are trained and scored at
 * @param base weights that every training starts from
 * @param seed of everything drawn at random
 * @param out folder of the results
 */
record DemoOptions(
        Optional<Path> data,
        int rounds,
        int initial,
        int batchSize,
        int sampleSize,
        String strategy,
        int epochs,
        int imgsz,
        Path base,
        long seed,
        Path out) {}
