<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The structure of a letter: what is a block, what opens it, what closes it. -->
  <xsl:import href="documents.xsl"/>

  <!-- Elements that stand as blocks of their own, always or (false) where they stand so; everything else
       runs on within a paragraph.  A look-up by name, because it is asked of every element. -->
  <xsl:variable name="k:block-names" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    ('p', 'ab', 'div', 'div1', 'div2', 'div3', 'div4', 'div5', 'div6', 'div7', 'head', 'opener', 'closer',
    'postscript',
    'table', 'lg', 'l', 'sp', 'floatingText', 'trailer', 'argument', 'epigraph', 'dateline',
    'salute', 'signed', 'byline', 'address', 'addrLine', 'docTitle', 'titlePage', 'titlePart',
    'docImprint', 'docEdition', 'castItem', 'castGroup', 'imprimatur', 'performance', 'spGrp',
    'prologue', 'epilogue', 'castList', 'listWit', 'listApp', 'listTranspose', 'listEvent',
    'listObject', 'listRelation', 'listPerson', 'listPlace', 'listOrg', 'front', 'body', 'back', 'group',
    'text',
    'listBibl', 'noteGrp') ! map { .: true() },
    ('figure', 'docAuthor', 'docDate', 'stage', 'speaker', 'app', 'milestone', 'cit', 'quote', 'q', 'said',
    'list', 'note') ! map { .: false() }))"/>

  <xsl:function name="k:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="always" as="xs:boolean?" select="$k:block-names(local-name($node))"/>
    <xsl:sequence select="if (empty($always) or not($node/self::tei:*)) then false()
      else $always or k:stands-as-block($node)"/>
  </xsl:function>

  <!-- Elements that have no form of their own, unless a product gives them one: their words run on, or their
       blocks stand. -->
  <xsl:variable name="k:plain-names" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    'abbr', 'actor', 'addName', 'addrLine', 'affiliation', 'age', 'am', 'analytic', 'att', 'author',
    'bibl', 'biblFull', 'biblScope', 'biblStruct', 'birth', 'bloc', 'broadcast', 'c', 'caesura', 'camera',
    'caption',
    'castList', 'catchwords', 'cell', 'certainty', 'citedRange', 'cl', 'code', 'collection',
    'condition', 'corr', 'country', 'date', 'death', 'depth', 'desc', 'dim', 'dimensions', 'distinct',
    'district', 'docAuthor', 'docDate', 'edition', 'editionStmt', 'editor', 'education', 'eg', 'ellipsis',
    'email', 'epilogue', 'equipment', 'event', 'eventName', 'expan', 'extent', 'faith', 'figDesc', 'floruit',
    'forename', 'gender', 'genName', 'geo', 'geogFeat', 'gi', 'gloss', 'height', 'heraldry', 'ident',
    'idno', 'imprint', 'incident', 'institution', 'item', 'join', 'joinGrp', 'label', 'lang', 'lem',
    'line', 'listEvent', 'listObject', 'listOrg', 'listPerson', 'listPlace', 'listRelation', 'locale',
    'location',
    'locus', 'm', 'material', 'measure', 'measureGrp', 'mod', 'monogr', 'msDesc', 'msIdentifier',
    'name', 'nameLink', 'nationality', 'num', 'object', 'objectIdentifier', 'objectName', 'objectType',
    'occupation', 'offset', 'org',
    'orig', 'origDate', 'origPlace', 'pc', 'performance', 'person', 'persona', 'phr', 'place',
    'population', 'postBox', 'postCode', 'precision', 'prologue', 'publicationStmt', 'publisher',
    'pubPlace', 'rdg', 'recording', 'recordingStmt', 'redo', 'reg', 'region', 'relation', 'repository',
    'residence', 'resp',
    'respons', 'respStmt', 'retrace', 'role', 'roleDesc', 'roleName', 'row', 'rs', 's', 'seal', 'secl',
    'seg', 'series', 'seriesStmt', 'set', 'settlement', 'sex', 'sic', 'sound', 'span', 'spanGrp',
    'spGrp', 'stamp', 'state', 'street', 'subst', 'support', 'surname', 'tag', 'tech', 'term', 'time',
    'timeline', 'title', 'titleStmt', 'trait', 'undo', 'val', 'view', 'w', 'watermark', 'when', 'width',
    'witness', 'zone') ! map { .: true() })"/>

  <xsl:function name="k:is-plain" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/self::tei:*)
      and map:contains($k:plain-names, local-name($element))"/>
  </xsl:function>

  <xsl:function name="k:stands-as-block" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="exists($node/(self::figure[not(k:is-inline-figure(.))]
      | (self::docAuthor | self::docDate)[parent::titlePage or parent::front]
      | (self::stage | self::speaker)[not(parent::p or parent::l or
        parent::ab
        or parent::head or parent::speaker or parent::stage)]
      | self::app[parent::listApp] | self::milestone[@unit = ('section', 'part')]
      | self::cit[quote[k:has-blocks(.)]] | self::list[not(k:runs-in(.))]
      | self::quote[k:has-blocks(.) or @rend = 'block'] | self::q[k:has-blocks(.)]
      | self::said[k:has-blocks(.)]
      | self::note[k:stands-alone(.)]))"/>
  </xsl:function>

  <!-- Whether an element holds a block, however deep, so that it cannot run on in a line; notes stand at the
    foot.  What is within is looked through; where that is very much, it was counted once. -->
  <xsl:function name="k:holds-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if (empty($element/*)) then false()
      else if (exists($element/descendant::*[position() le $k:near][k:is-block(.)]
        [not(ancestor::note[1] >> $element)])) then true()
      else if (empty($element/descendant::*[$k:near + 1])) then false()
      else if ($element/self::note) then $element/accumulator-after('k:blocks')[1] gt 0
      else $element/accumulator-after('k:blocks')[last()] gt
      $element/accumulator-before('k:blocks')[last()]"/>
  </xsl:function>

  <!-- Whether a quotation has blocks as its parts, so that it is one itself. -->
  <xsl:function name="k:has-blocks" as="xs:boolean" cache="yes">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(p | ab | lg | l | sp | list[not(k:runs-in(.))] | table | ./div
      | (quote | q | said)[k:has-blocks(.)] | cit[quote[k:has-blocks(.)]] | opener | closer
      | floatingText))"/>
  </xsl:function>

  <!-- A list whose items run on in the line. -->
  <xsl:function name="k:runs-in" as="xs:boolean">
    <xsl:param name="list" as="element(list)"/>
    <xsl:sequence select="($list/@rend, $list/@type) ! tokenize(lower-case(.)) = ('inline', 'run-in', 'runin')
      and empty($list/head) and empty($list//*[k:is-block(.)][empty(ancestor::note intersect $list//note)])"/>
  </xsl:function>

  <!-- The number that an item of such a list begins with, if its items are counted. -->
  <xsl:function name="k:run-in-number" as="xs:string?">
    <xsl:param name="item" as="element(item)"/>
    <xsl:sequence select="$item[../self::list[k:runs-in(.)][k:is-numbered(.)][empty(label)]]
      ! ('(' || (@n, count(preceding-sibling::item) + 1)[1] || ') ')"/>
  </xsl:function>

  <xsl:function name="k:is-inline-figure" as="xs:boolean">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:sequence select="exists($figure/(parent::p | parent::head | parent::salute | parent::signed
      | parent::hi | parent::ab))"/>
  </xsl:function>

  <!-- A note that no word carries: alone between blocks.  What stands before it, breaks and notes passed
       over, is looked for among its neighbours; where very many notes follow each other, it was
       counted once. -->
  <xsl:function name="k:stands-alone" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="before" as="node()?"
      select="$note/preceding-sibling::node()[self::* or normalize-space()]
      [position() le $k:near][not(self::pb or self::lb or self::note)][1]"/>
    <xsl:sequence select="
      if (empty($note/(parent::div | parent::body | parent::opener | parent::closer | parent::postscript
      | parent::back))) then false()
      else if (exists($before)) then exists($before/self::*[k:is-block(.)])
      else if (empty($note/preceding-sibling::node()[self::* or normalize-space()][$k:near]))
      then true()
      else $note/accumulator-before('k:before')?around?last = ('', 'block')"/>
  </xsl:function>
  <xsl:variable name="k:near" as="xs:integer" select="60"/>

  <!-- Whether a break ends a line that the reader sees: where lines are kept as written, in running text
    only a hard one, as kktei's sources have them. -->
  <xsl:function name="k:ends-line" as="xs:boolean">
    <xsl:param name="break" as="element(lb)"/>
    <xsl:sequence select="not($break/@break = 'no')
      and exists($break/(self::lb[@type = 'hard'] | ancestor::opener | ancestor::closer | ancestor::head
      | ancestor::address | ancestor::reg | ancestor::titlePage | ancestor::titlePart | ancestor::signed
      | ancestor::salute | ancestor::dateline | ancestor::lg | ancestor::cell))"/>
  </xsl:function>

  <!-- The divisions after one that are other forms of its text; see k:corresponds. -->
  <xsl:function name="k:parallels" as="element(div)*">
    <xsl:param name="division" as="element(div)"/>
    <xsl:variable name="next" as="element(div)?" select="$division/following-sibling::*[1]/self::div"/>
    <xsl:sequence select="$next[k:corresponds($division, .)] ! (., k:parallels(.))"/>
  </xsl:function>

  <xsl:function name="k:is-parallel" as="xs:boolean">
    <xsl:param name="division" as="element(div)"/>
    <xsl:sequence select="exists($division/preceding-sibling::*[1]/self::div[k:corresponds(., $division)])"/>
  </xsl:function>

  <!-- Whether a division is the same text as its neighbour: it is a translation, they point to each other, or
       they
       have one number in two languages. -->
  <xsl:function name="k:corresponds" as="xs:boolean">
    <xsl:param name="one" as="element(div)"/>
    <xsl:param name="other" as="element(div)"/>
    <xsl:sequence select="$other/@type = 'translation' or $other/@corresp/k:keys(.) = $one/@xml:id
      or $one/@corresp/k:keys(.) = $other/@xml:id or ($one/@n = $other/@n and $one/@xml:lang !=
        $other/@xml:lang)"/>
  </xsl:function>

  <!-- A division and the translations beside it in rows, where the blocks of each point to those of the
       text: what stands in a row, of the text ("text") and of each translation ("beside").  Empty where they
       do not, or hold divisions. -->
  <xsl:function name="k:rows-beside" as="map(xs:string, item()*)*">
    <xsl:param name="division" as="element(div)"/>
    <xsl:variable name="others" as="element(div)*" select="k:parallels($division)"/>
    <xsl:variable name="text" as="element()*" select="$division/* except $division/head"/>
    <xsl:if test="exists($others) and (every $other in $others satisfies
      exists($other/*[@corresp/k:keys(.) = $text/@xml:id]))
      and empty(($others, $division)/(div | text()[normalize-space()]))">
      <xsl:for-each-group select="$text" group-starting-with="*[not(k:goes-on(., $others))]">
        <xsl:variable name="mine" as="element()*" select="current-group()"/>
        <xsl:sequence select="map { 'text': $mine, 'beside': array { $others ! array { (
          *[not(@corresp)][empty(preceding-sibling::*[@corresp])][$mine[1] is $text[1]],
          k:pointing(., $mine) ! (., k:unpointed-after(.))) } } }"/>
      </xsl:for-each-group>
    </xsl:if>
  </xsl:function>

  <!-- Whether a block of a translation stands for a block and the one before it. -->
  <xsl:function name="k:goes-on" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:param name="translations" as="element(div)*"/>
    <xsl:variable name="before" as="element()?" select="$block/preceding-sibling::*[1]"/>
    <xsl:sequence select="exists($translations/*[@corresp/k:keys(.) = $block/@xml:id]
      [@corresp/k:keys(.) = $before/@xml:id])"/>
  </xsl:function>

  <!-- The blocks of a translation that point to any of some blocks. -->
  <xsl:function name="k:pointing" as="element()*">
    <xsl:param name="translation" as="element(div)"/>
    <xsl:param name="blocks" as="element()*"/>
    <xsl:sequence select="$translation/*[@corresp/k:keys(.) = $blocks/@xml:id]"/>
  </xsl:function>

  <!-- Those that follow a block and point to none. -->
  <xsl:function name="k:unpointed-after" as="element()*">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="$block/following-sibling::*[not(@corresp)]
      [preceding-sibling::*[@corresp][1] is $block]"/>
  </xsl:function>

  <!-- Whether an element is about the text, not of it: terms for an index, interpretations. -->
  <xsl:function name="k:is-aside" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::index | self::interp | self::interpGrp))"/>
  </xsl:function>

  <!-- Whether a list counts its items. -->
  <xsl:function name="k:is-numbered" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:sequence select="($list/@type, $list/@rend) ! tokenize(.) = ('ordered', 'numbered')"/>
  </xsl:function>

  <!-- How a paragraph stands, if not as others: "centred", "flushed" (to the right), "unindented". -->
  <xsl:function name="k:standing" as="xs:string?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="told" as="xs:string*" select="k:style-tokens($paragraph)"/>
    <xsl:sequence select="if ($told = ('center', 'centre', 'centered', 'centred')) then 'centred'
      else if ($told = ('right', 'flushright', 'flush-right', 'align-right', 'right-aligned')) then 'flushed'
      else if ($told = ('noindent', 'no-indent', 'unindented') or k:begins-kept($paragraph/node()))
      then 'unindented' else ()"/>
  </xsl:function>

  <!-- Whether a text begins with lines that stand as they were written (reading/blanks.xsl): an indent would
    shift the first of them. -->
  <xsl:function name="k:begins-kept" as="xs:boolean">
    <xsl:param name="text" as="node()*"/>
    <xsl:variable name="first" as="node()?" select="$text[self::* or self::text()[normalize-space()]][1]"/>
    <xsl:sequence select="exists($first/ancestor-or-self::*[@xml:space or self::code or self::eg][1]
      [not(@xml:space = 'default')]//lb[@type = 'hard'] intersect $text/descendant-or-self::lb)"/>
  </xsl:function>

  <!-- The breaks that stand before an item or a row among its siblings: they begin it. -->
  <xsl:function name="k:breaks-before" as="element()*">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="before" as="element()?" select="$part/preceding-sibling::*[1]/(self::pb | self::lb |
      self::cb
      | self::gb | self::milestone | self::anchor | self::fw)"/>
    <xsl:sequence select="$before ! (k:breaks-before(.), .)"/>
  </xsl:function>

  <!-- Whether the number of a verse is always shown: each fifth, and what is no plain number. -->
  <xsl:function name="k:is-counted-line" as="xs:boolean">
    <xsl:param name="line" as="element()"/>
    <xsl:sequence select="if ($line/@n castable as xs:integer) then xs:integer($line/@n) mod 5 = 0
      else matches($line/@n, '\S')"/>
  </xsl:function>

  <!-- The heading of the document itself: its first head; that of the first of several parts, or of a part of
    a work (an act), only where the header has no other title. -->
  <xsl:function name="k:document-head" as="element(head)?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="div" as="element()?" select="(k:document-div($document), $document/*/text/body)[1]"/>
    <xsl:variable name="given" as="element(title)*"
      select="$document/*/teiHeader/fileDesc/titleStmt/title[normalize-space()]"/>
    <xsl:sequence select="($div/head, $div/div[1][not(preceding-sibling::p)]/head[empty($div/head)]
      [not(k:is-part(..)) or empty($given) or k:words(.) = ('', k:title($document))])[1]"/>
  </xsl:function>

  <!-- Whether a division is a part of a work, also where no other part of it is there. -->
  <xsl:function name="k:is-part" as="xs:boolean">
    <xsl:param name="div" as="element()"/>
    <xsl:sequence select="exists($div/following-sibling::div)
      or $div/lower-case(@type) = ('act', 'scene', 'chapter', 'part', 'section', 'subsection',
      'book', 'volume', 'canto', 'prologue', 'epilogue', 'preface', 'introduction', 'induction', 'stanza',
      'verse', 'psalm', 'paragraph', 'appendix')"/>
  </xsl:function>

  <!-- The same, where the document is a division of its own and the heading has words: the title of its page
    on the site, which leaves the head of other letters in their text. -->
  <xsl:function name="k:own-head" as="element(head)?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="k:document-head($document)[.. is k:document-div($document)][normalize-space()]"/>
  </xsl:function>

  <!-- The blocks before the first paragraph that stay with the heading: opener, dateline, salutation,
    address. -->
  <xsl:function name="k:opening" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="div" as="element()?" select="(k:document-div($document), $document/*/text/body)[1]"/>
    <xsl:variable name="body" as="element()?" select="if ($div/(p | ab | opener | dateline | salute))
      then $div else ($div/div[1], $div)[1]"/>
    <xsl:variable name="first" as="element()?" select="$body/*[not(self::head | self::opener | self::dateline
      | self::salute | self::address | self::byline | self::pb | self::lb
      | self::note[@type = 'source'])][1]"/>
    <xsl:variable name="loose" as="text()*" select="$body/text()[normalize-space()][empty($first)
      or . &lt;&lt; $first]"/>
    <xsl:variable name="head" as="element(head)?" select="k:document-head($document)"/>
    <xsl:variable name="before" as="element()*" select="$body/ancestor-or-self::*[ancestor::text]
      /preceding-sibling::*[not(self::note)]
      [.//text()[normalize-space()][empty(ancestor::* intersect $head)]]"/>
    <xsl:sequence select="$body/(opener | dateline | salute | address | byline)[empty($first)
      or . &lt;&lt; $first][empty($loose) and empty($before) and empty($body/head[1][normalize-space()] except
      $head)]"/>
  </xsl:function>

  <!-- The heading that the reader sees in lists: number and title as one line, notes left out. -->
  <xsl:function name="k:heading-text" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="head" as="element(head)?" select="k:document-head($document)"/>
    <xsl:variable name="text" as="xs:string"
      select="k:words($head)"/>
    <xsl:variable name="plain" as="xs:string" select="k:without-number($text, k:number($document))"/>
    <xsl:sequence select="if ($plain != '') then $plain else k:title($document)"/>
  </xsl:function>

  <!-- "96. Telegram From ..." without its number, which stands in a place of its own. -->
  <xsl:function name="k:without-number" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="number" as="xs:string"/>
    <xsl:sequence select="if ($number != '' and starts-with(normalize-space($text), $number || '.'))
      then replace(substring-after($text, $number || '.'), '^\s+', '') else $text"/>
  </xsl:function>

  <!-- Whether a stretch of a line is set apart from the one right before it, as in letterheads ("left",
    "right", or lines of one type in opener or closer): their words are not one. -->
  <xsl:function name="k:stands-apart" as="xs:boolean">
    <xsl:param name="seg" as="element(seg)"/>
    <xsl:variable name="before" as="element(seg)?" select="$seg/preceding-sibling::node()[1]/self::seg"/>
    <xsl:sequence select="exists($before) and (($seg | $before)/descendant-or-self::seg/tokenize(@rend)
      = ('left', 'right', 'center', 'centre', 'block')
      or exists($seg/(parent::opener | parent::closer)) and $seg/@type = $before/@type)"/>
  </xsl:function>

  <!-- The rows that head a table: those at its beginning that are labels, if others follow. -->
  <xsl:function name="k:head-rows" as="element(row)*">
    <xsl:param name="table" as="element(table)"/>
    <xsl:variable name="first" as="element(row)?" select="$table/row[not(k:is-head-row(.))][1]"/>
    <xsl:sequence select="$first/preceding-sibling::row[empty($first//@rows)][not(cell/@rows != '1')]"/>
  </xsl:function>

  <xsl:function name="k:is-head-row" as="xs:boolean">
    <xsl:param name="row" as="element(row)"/>
    <xsl:sequence select="$row/@role = 'label'
      or exists($row/cell) and (every $c in $row/cell satisfies $c/@role = 'label')"/>
  </xsl:function>
</xsl:stylesheet>
