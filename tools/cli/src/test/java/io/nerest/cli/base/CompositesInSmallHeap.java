package io.nerest.cli.base;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program that makes composite images of a data set; it is started with a heap that is smaller than the data set's frames. */
final class CompositesInSmallHeap {
    private CompositesInSmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        BaseSet set = new BaseSet(out, out);
        PrintWriter print = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        BaseBuildCommand.addComposites(set, List.of(AddedDataSet.read(arguments[0])), 4, 1, print);
    }
}
