import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Per line a pattern and texts in base64, parted by tabs; answers 1 or 0 for each text, or ! for what is no pattern. */
class Patterns {
  public static void main(String[] none) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t", -1);
      StringBuilder answer = new StringBuilder();
      try {
        Pattern pattern = Pattern.compile(decode(parts[0]));
        for (int at = 1; at < parts.length; at++) {
          answer.append(pattern.matcher(decode(parts[at])).matches() ? '1' : '0');
        }
      } catch (PatternSyntaxException refusal) {
        answer.append('!');
      }
      System.out.println(answer);
    }
  }

  static String decode(String text) throws Exception {
    return new String(Base64.getDecoder().decode(text), "UTF-8");
  }
}
