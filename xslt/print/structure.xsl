<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Blocks: divisions, paragraphs, lists, tables, verse, quotations. -->

  <!-- Mixed content: each block by itself, what stands between blocks as a paragraph. -->
  <xsl:function name="k:blocks" as="xs:string*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:for-each-group select="$nodes[not(self::comment() or self::processing-instruction())]"
      group-adjacent="k:is-block(.)">
      <xsl:variable name="group" as="node()+" select="current-group()"/>
      <xsl:variable name="inner" as="xs:string*"><xsl:apply-templates select="$group" mode="typst"/>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:sequence select="k:led($group[1], $nodes, $inner)"/>
        </xsl:when>
        <xsl:when test="normalize-space(string-join($inner)) = ''"/>
        <xsl:when test="every $n in $group satisfies k:is-mark($n)">
          <xsl:sequence select="if ($group[last()]/following-sibling::*[1][k:takes-marks(.)] intersect $nodes)
            then () else (k:call('lead', $inner), '&#10;')"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="k:call('p', (k:literal(k:place-id($group[1])),
          'indented: false'[k:begins-kept($group)]), $inner), '&#10;'"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>

  <!-- Marks before a paragraph (a page begins) are its first words, so that no repair parts them from it. -->
  <xsl:function name="k:takes-marks" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="exists($block/(self::p | self::ab)) and not(k:has-blocks($block))
      and not(k:standing($block) = ('centred', 'flushed'))"/>
  </xsl:function>

  <xsl:function name="k:led" as="xs:string*">
    <xsl:param name="block" as="node()"/>
    <xsl:param name="nodes" as="node()*"/>
    <xsl:param name="made" as="xs:string*"/>
    <xsl:variable name="marks" as="node()*" select="if ($block/self::*[k:takes-marks(.)]
      and $block/preceding-sibling::*[1][k:is-mark(.)]) then k:marks-before($block) intersect $nodes
      else ()"/>
    <xsl:variable name="words" as="xs:string*">
      <xsl:apply-templates select="$marks" mode="typst"/>
    </xsl:variable>
    <xsl:variable name="whole" as="xs:string" select="string-join($made)"/>
    <xsl:variable name="call" as="xs:string" select="if (empty($words)) then ''
      else string(analyze-string($whole,
      '^#(p|closing)\((&quot;([^&quot;\\]|\\.)*&quot;|[^&quot;\[])*\)\[')/*:match)"/>
    <xsl:sequence select="if (empty($words)) then $made
      else if ($call = '') then (k:call('lead', $words), '&#10;', $made)
      else ($call, normalize-space(string-join($words)), substring-after($whole, $call))"/>
  </xsl:function>

  <!-- The marks right before a block, if nothing but another block is before them. -->
  <xsl:function name="k:marks-before" as="node()*">
    <xsl:param name="block" as="node()"/>
    <xsl:variable name="others" as="node()*" select="$block/preceding-sibling::node()[not(self::comment()
      or self::processing-instruction())]"/>
    <xsl:variable name="last" as="node()?" select="$others[k:is-block(.) or not(k:is-mark(.))][last()]"/>
    <xsl:sequence select="if ($last[not(k:is-block(.))]) then () else $others[. >> $last or empty($last)]"/>
  </xsl:function>

  <!-- What takes no room in a line. -->
  <xsl:function name="k:is-mark" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/(self::text()[not(normalize-space())] | self::lb | self::pb | self::cb
      | self::anchor | self::milestone | self::fw[not(normalize-space())]))"/>
  </xsl:function>

  <!-- Inline content of an element, or its blocks where it holds some. -->
  <xsl:function name="k:content" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="$element/*[k:is-block(.)]"><xsl:sequence select="'&#10;', k:blocks($element/node())"/>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$element/node()" mode="typst"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- An id for a block that repairs and checks name: its own, or its place; none in a note, which stays with
    its call's block. -->
  <xsl:function name="k:place-id" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="element" as="element()" select="($node/self::*, $node/parent::*)[1]"/>
    <xsl:variable name="inside" as="xs:boolean" select="exists($element/ancestor::text)"/>
    <xsl:variable name="place" as="xs:string" select="if ($inside) then k:note-place($element) else ''"/>
    <xsl:sequence select="if ($element/ancestor-or-self::note) then ''
      else $stem || '#' || (if ($node/self::* and $element/@xml:id) then $element/@xml:id
      else if ($node/self::*) then $place
      else $place || '-' || count($node/preceding-sibling::*))"/>
  </xsl:function>

  <!-- The anchor of an element that has an id. -->
  <xsl:function name="k:anchor" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element/@xml:id) then '#anchor(' || k:literal($stem || '#' || $element/@xml:id)
      || ');' else ''"/>
  </xsl:function>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7 | body | text | group
    | floatingText | front | back" mode="typst" as="xs:string*">
    <xsl:variable name="body" as="xs:string*" select="if (@xml:id and not(. is k:document-div(root())))
      then k:call('lead', k:anchor(.)) else (), k:blocks(node() except k:opening(root()))"/>
    <xsl:sequence select="'#next-part;&#10;'[k:follows-unheaded(current())],
      if (@xml:lang and not(self::text)) then (k:in-language(., ('&#10;', $body)), '&#10;') else $body"/>
  </xsl:template>

  <!-- Whether a division without a heading follows another: a translation its original. -->
  <xsl:function name="k:follows-unheaded" as="xs:boolean">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="empty($division/head) and exists($division[starts-with(local-name(), 'div')]
      /preceding-sibling::*[1][starts-with(local-name(), 'div')])"/>
  </xsl:function>

  <xsl:template match="noteGrp" mode="typst" as="xs:string*">
    <xsl:apply-templates select="*" mode="typst"/>
  </xsl:template>

  <xsl:template match="p | ab | argument | epigraph | trailer | docTitle | stage | titlePart
    | (docImprint | docEdition | imprimatur | docAuthor | docDate | castItem | castGroup)[k:is-block(.)]"
    mode="typst" as="xs:string*">
    <xsl:variable name="name" as="xs:string" select="if (k:has-blocks(.)) then 'mixed'
      else (k:standing(.)[. != 'unindented'], 'p')[1]"/>
    <xsl:variable name="ending" as="element()*" select="k:ending(.)[k:last-run(..)]"/>
    <xsl:variable name="carried" as="element(closer)?" select="k:carried(.)"/>
    <xsl:variable name="closer" as="element()?" select="($ending, $carried)[1]"/>
    <xsl:variable name="run" as="node()*" select="k:last-run(.)[$closer]"/>
    <xsl:variable name="above" as="node()*" select="node()[$closer] except ($run, $ending)"/>
    <xsl:variable name="parting" as="xs:string*"><xsl:apply-templates select="$ending" mode="typst"/>
    </xsl:variable>
    <xsl:variable name="words" as="xs:string*">
      <xsl:apply-templates select="$run" mode="typst"/></xsl:variable>
    <xsl:variable name="body" as="xs:string" select="string-join((k:anchor(.),
      k:in-language(., if ($above) then k:blocks($above) else if ($ending) then $words else k:content(.)),
      k:last-words(.) ! k:call('trailing', (k:anchor(.), k:in-language(., k:content(.))))))"/>
    <xsl:sequence select="
      if ($above) then (k:call('mixed', k:literal(k:place-id(.)), ('&#10;', $body)), '&#10;') else (),
      if ($closer) then '#closing('
      || string-join(($closer, ($run[$above], .)[1]) ! k:literal(k:place-id(.)), ', ') || ')['
      || (if ($above) then string-join(k:in-language(., $words)) else $body) || ']['
      || string-join(($parting, $carried ! k:parting(.)
      ! k:call('parting', (k:anchor(.), k:in-language(., k:content(.)))),
      $carried ! (k:anchor(.), k:lines(.)))) || ']'
      else k:call($name, (k:literal(k:place-id(.)), (k:loose(current()),
      'indented: false'[k:standing(current()) = 'unindented'])[$name = 'p']),
      $body), '&#10;'"/>
  </xsl:template>

  <xsl:template match="p[k:is-parting(.) or k:before(.)/self::*[k:last-words(.)]]" mode="typst"
    as="empty-sequence()" priority="1"/>

  <!-- Heads below the document's own, which the heading prints. -->
  <xsl:template match="head" mode="typst" as="xs:string*">
    <xsl:if test="not(. is k:document-head(root()))">
      <xsl:sequence select="k:call('subhead', (k:anchor(.), k:content(.))), '&#10;'"/>
    </xsl:if>
  </xsl:template>

  <!-- Records are no running text: the indexes have them. -->
  <xsl:template match="(listBibl | listPerson | listPlace | listOrg | listEvent | listObject)[k:is-records(.)]
    | back//div[k:holds-records(.)]" mode="typst" as="xs:string*" priority="5"/>

  <!-- Lists -->
  <xsl:template match="list | listBibl" mode="typst" as="xs:string*">
    <xsl:apply-templates select="head" mode="typst"/>
    <xsl:sequence select="k:call('items', ('&#10;', k:list-part((node() except (head, trailer,
      item/k:breaks-before(.)))[self::* or normalize-space()])))"/>
    <xsl:sequence select="'&#10;'"/>
    <xsl:apply-templates select="trailer" mode="typst"/>
  </xsl:template>

  <!-- One that runs on in the line. -->
  <xsl:template match="list[k:runs-in(.)]" mode="typst" as="xs:string*" priority="1">
    <xsl:sequence select="k:anchor(.), tail(node()[self::* or normalize-space()] ! (' ', k:inline-rest(.)))"/>
  </xsl:template>
  <xsl:template match="item" mode="typst" as="xs:string*">
    <xsl:sequence select="k:anchor(.), k:run-in-number(.) ! k:string(.), k:in-language(., k:content(.))"/>
  </xsl:template>

  <xsl:template match="listPerson | listPlace | listOrg | listEvent | listObject | listRelation" mode="typst"
    as="xs:string*">
    <xsl:apply-templates select="head" mode="typst"/>
    <xsl:sequence select="k:call('items', ('&#10;', k:list-part(* except head))), '&#10;'"/>
  </xsl:template>

  <!-- What stands before the items of a list: its kind, and how many lists it lies in. -->
  <xsl:function name="k:list-form" as="xs:string*">
    <xsl:param name="list" as="element()"/>
    <xsl:variable name="around" as="xs:integer" select="count($list/ancestor::list)
      - count($list/ancestor::note[1]/ancestor::list)"/>
    <xsl:sequence select="if (not($list/(self::list | self::listBibl))) then ()
      else if (k:is-numbered($list)) then 'kind: &quot;ordered&quot;'
      else if ($list[not(@type = 'gloss' or label)]/(@rend, @type) = 'bulleted')
      then 'kind: &quot;bulleted&quot;' else (), ('depth: ' || $around)[$around gt 0]"/>
  </xsl:function>

  <xsl:function name="k:list-part" as="xs:string*">
    <xsl:param name="parts" as="node()*"/>
    <xsl:iterate select="$parts[not(self::comment() or self::processing-instruction()
      or self::label[following-sibling::*[1]/self::item])]">
      <xsl:param name="items" as="xs:integer" select="1"/>
      <xsl:variable name="label" as="element(label)?"
        select="self::item/preceding-sibling::*[1]/self::label"/>
      <xsl:variable name="number" as="xs:string"
        select="if (self::item) then string((@n, $items)[1]) else ''"/>
      <xsl:variable name="body" as="xs:string*">
        <xsl:choose>
          <xsl:when test="self::item"><xsl:apply-templates select="k:breaks-before(.)" mode="typst"/>
            <xsl:sequence select="k:anchor(.), k:in-language(., k:content(.))"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="." mode="typst"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:sequence select="k:call('item', (k:literal($number), if ($label) then '['
        || string-join(k:content($label)) || ']' else 'none', k:list-form(..),
        self::item[not(ancestor::note)] ! (if (k:holds-blocks(.)) then 'place: ' || k:literal(k:place-id(.))
        else ('id: ' || k:literal(k:place-id(.)), k:loose(.)))), $body), '&#10;'"/>
      <xsl:next-iteration>
        <xsl:with-param name="items" select="if (self::item) then $items + 1 else $items"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- Tables -->
  <xsl:template match="table" mode="typst" as="xs:string*">
    <xsl:variable name="grid" as="map(*)*" select="k:grid(.)"/>
    <xsl:variable name="columns" as="xs:integer" select="max((1, $grid?cells?columns))"/>
    <xsl:variable name="heads" as="element(row)*" select="k:head-rows(.)"/>
    <xsl:variable name="figures" as="xs:integer*" select="k:figure-columns(.)"/>
    <xsl:variable name="turns" as="xs:boolean" select="k:may-turn(.)"/>
    <xsl:variable name="quiet" as="xs:boolean" select="empty(.//(note | app | choice))"/>
    <xsl:variable name="title" as="xs:string"
      select="string-join(head ! string-join((k:anchor(.), k:content(.))), '#linebreak();')"/>
    <xsl:sequence select="k:call('other', k:literal(k:place-id(.)), '#rows(' || string-join(($columns,
      count($heads), if ($heads//(note | ref | ptr)) then 'false' else 'true',
      ('turns: ' || k:literal(if (k:faced(.)) then 'facing' else 'float'))[$turns],
      ('title: [' || $title || ']')[$title != ''],
      'quiet: true'[$quiet], 'ending: 2'[count(current()/row) gt count($heads) + 3]
      [empty(current()/row[position() ge last() - 1]//(note | app | choice))],
      k:needs($grid, $columns), $grid ! k:row(., $columns, $figures), ''), ', ') || ')'), '&#10;'"/>
    <xsl:sequence select="k:blocks((node() except (head, row, row/k:breaks-before(.)))[self::*
      or normalize-space()])"/>
  </xsl:template>

  <!-- The rows of a table: each with its cells and the columns in which they stand, and with those into which
    cells of rows above hang. -->
  <xsl:function name="k:grid" as="map(*)*">
    <xsl:param name="table" as="element(table)"/>
    <xsl:iterate select="$table/row">
      <xsl:param name="hanging" as="map(xs:integer, xs:integer)" select="map{}"/>
      <xsl:variable name="needed" as="xs:integer" select="xs:integer(sum(cell/k:span(@cols)))"/>
      <xsl:variable name="free" as="xs:integer*"
        select="(1 to $needed + map:size($hanging))[not(map:contains($hanging, .))]"/>
      <xsl:variable name="cells" as="map(*)*" select="cell ! map{'cell': ., 'columns': subsequence($free,
        1 + sum(preceding-sibling::cell/k:span(@cols)), k:span(@cols))}"/>
      <xsl:sequence select="map{'row': ., 'cells': $cells, 'hanging': map:keys($hanging)}"/>
      <xsl:next-iteration>
        <xsl:with-param name="hanging" select="map:merge((
          map:keys($hanging)[$hanging(.) gt 1] ! map{.: $hanging(.) - 1},
          for $c in $cells, $rows in k:span($c?cell/@rows)[. gt 1], $column in $c?columns
          return map{$column: $rows - 1}))"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- Whether a table may be turned, if it is too wide.  Notes could not follow it. -->
  <xsl:function name="k:may-turn" as="xs:boolean">
    <xsl:param name="table" as="element(table)"/>
    <xsl:sequence select="k:has-own-page($table) and exists($table/ancestor::body) and count($table/head) le 1
      and empty($table//(note | app | choice | table | graphic))
      and empty($table/ancestor::*[ancestor::body][not(self::div or self::p or self::ab)])
      and empty($table/row/cell/@rows[. != '1'])"/>
  </xsl:function>

  <!-- The columns of a plain table that hold figures: "1,112", "£ 8", "11½", "–". -->
  <xsl:function name="k:figure-columns" as="xs:integer*">
    <xsl:param name="table" as="element(table)"/>
    <xsl:variable name="rows" as="element(row)*" select="$table/row[not(k:is-head-row(.))]"/>
    <xsl:if test="empty($table/row/cell/(@cols | @rows))">
      <xsl:for-each select="1 to max((0, $rows ! count(cell)))">
        <xsl:variable name="cells" as="xs:string*" select="$rows/cell[current()]/normalize-space()"/>
        <xsl:sequence select=".[some $c in $cells satisfies matches($c, '\p{N}')][every $c in $cells satisfies
          matches($c, '^((\p{Sc} ?)?[-+−–—]?[\p{N}.,:’ ]*( ?[%‰\p{Sc}])?|[-–—.…]*)$')]"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- What each column needs: the characters of its longest cell, of its longest word, and of the longest
    with figures, which nothing parts. A cell over several columns needs its share of each. -->
  <xsl:function name="k:needs" as="xs:string">
    <xsl:param name="grid" as="map(*)*"/>
    <xsl:param name="columns" as="xs:integer"/>
    <xsl:variable name="needs" as="map(*)" select="map:merge(
      for $c in $grid?cells, $need in k:cell-needs($c), $column in $c?columns return map{$column: $need},
      map{'duplicates': 'combine'})"/>
    <xsl:sequence select="'needs: (' || string-join(for $n in 1 to $columns return
      '(' || string-join(for $at in 1 to 3 return max((1, $needs($n) ! .($at))), ', ') || '), ') || ')'"/>
  </xsl:function>

  <xsl:function name="k:cell-needs" as="array(xs:integer)">
    <xsl:param name="placed" as="map(*)"/>
    <xsl:variable name="words" as="xs:string" select="k:cell-words($placed?cell)"/>
    <xsl:variable name="longest" as="function(xs:string*) as xs:integer" select="function($texts) {
      xs:integer(ceiling(max((1, $texts ! string-length())) div count($placed?columns))) }"/>
    <xsl:sequence select="[$longest($words), $longest(tokenize($words)),
      $longest(tokenize($words, '[\s–—]+')[matches(., '\p{N}')])]"/>
  </xsl:function>

  <xsl:function name="k:cell-words" as="xs:string">
    <xsl:param name="cell" as="element(cell)"/>
    <xsl:sequence select="normalize-space(string-join($cell//text()[not(ancestor::note or ancestor::rdg)]))"/>
  </xsl:function>

  <xsl:function name="k:span" as="xs:integer">
    <xsl:param name="given" as="attribute()?"/>
    <xsl:sequence select="if ($given castable as xs:positiveInteger) then min((xs:integer($given), 50))
      else 1"/>
  </xsl:function>

  <!-- A row that has too few cells gets empty ones: those of the next would move up. -->
  <xsl:function name="k:row" as="xs:string">
    <xsl:param name="placed" as="map(*)"/>
    <xsl:param name="columns" as="xs:integer"/>
    <xsl:param name="figures" as="xs:integer*"/>
    <xsl:variable name="row" as="element(row)" select="$placed?row"/>
    <xsl:variable name="empty" as="xs:integer*"
      select="(1 to $columns)[not(. = ($placed?cells?columns, $placed?hanging))]"/>
    <xsl:variable name="breaks" as="xs:string*"><xsl:apply-templates select="k:breaks-before($row)"
      mode="typst"/></xsl:variable>
    <xsl:variable name="cells" as="xs:string*">
      <xsl:for-each select="$row/cell">
        <xsl:variable name="label" as="xs:boolean" select="@role = 'label' or ../@role = 'label'"/>
        <xsl:sequence select="'entry(' || string-join((k:span(@cols), k:span(@rows), $label,
          position() = $figures), ', ') || ')[' ||
            string-join(($breaks[empty(current()/preceding-sibling::cell)],
          k:anchor(.), k:content(.))) || ']'"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="'(' || string-join(($cells, $empty ! '[]', ''), ', ') || ')'"/>
  </xsl:function>

  <!-- Verse -->
  <xsl:template match="lg | sp" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('stanza', k:literal(k:place-id(.)), ('&#10;', k:lines(.))), '&#10;'"/>
  </xsl:template>

  <!-- Of more verses than these that follow each other each has an id: a page may have to begin with it. -->
  <xsl:variable name="k:many-verses" as="xs:integer" select="100"/>

  <!-- Where an apparatus counts by verses, those that have no number of their own are counted, too. -->
  <xsl:template match="l" mode="typst" as="xs:string*">
    <xsl:variable name="number" as="xs:string" select="if ($by-line and not(@part = ('M', 'F')))
      then k:verse-number(.) else string(@n)"/>
    <xsl:variable name="counted" as="xs:boolean" select="if (@n) then k:is-counted-line(.)
      else $number castable as xs:integer and xs:integer($number) mod 5 = 0"/>
    <xsl:variable name="before" as="element(l)*" select="k:parts-before(.)[k:told-indent(current()) = 0]"/>
    <xsl:sequence select="k:call('verse', (string(k:told-indent(($before, .)[1])),
      .[count(../l) gt $k:many-verses] ! ('id: ' || k:literal(k:place-id(.))), ('number: '
      || k:literal($number))[$counted], $before[1] ! ('after: ' || k:literal(k:parts-words($before))),
      'stays: true'[k:stays(current())]),
      (k:anchor(.), k:content(.))), '&#10;'"/>
  </xsl:template>

  <!-- Whether a verse stays with the next: the first and the last but one of a stanza, so that no page has
    one alone; without notes, which no block may hold. -->
  <xsl:function name="k:stays" as="xs:boolean">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="not($by-line) and exists($line/following-sibling::*[1]/self::l)
      and (empty($line/preceding-sibling::l) or empty($line/following-sibling::l[2]))
      and empty($line//(note | app | choice | pb | ref | ptr)) and empty($line/ancestor::note)"/>
  </xsl:function>

  <xsl:template match="speaker" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('speaker', (k:anchor(.), k:content(.))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="stage" mode="typst" as="xs:string*" priority="1">
    <xsl:variable name="inline" as="xs:boolean" select="exists(parent::p | parent::l | parent::ab |
      parent::head
      | parent::speaker)"/>
    <xsl:sequence select="k:call(if ($inline) then 'em' else 'stage', (k:anchor(.), k:content(.))),
      '&#10;'[not($inline)]"/>
  </xsl:template>

  <!-- Quotations in blocks.  Of a long one each paragraph that follows another is set in by itself, so that a
    part of a large volume may begin with it. -->
  <xsl:variable name="k:long-quotation" as="xs:integer" select="20000"/>

  <xsl:template match="quote[k:is-block(.)] | q[k:is-block(.)] | said[k:is-block(.)] | cit[k:is-block(.)]"
    mode="typst" as="xs:string*" priority="2">
    <xsl:variable name="verse" as="xs:boolean" select="exists(lg) and empty(node()[self::* or
      normalize-space()] except lg)"/>
    <xsl:variable name="parted" as="xs:boolean"
      select="string-length(.) gt $k:long-quotation
      and empty((ancestor::note, text()[normalize-space()], @xml:id))"/>
    <xsl:for-each-group select="node()" group-starting-with="*[$parted][k:goes-on(.)]">
      <xsl:variable name="is-first" as="xs:boolean" select="position() eq 1"/>
      <xsl:variable name="is-last" as="xs:boolean" select="position() eq last()"/>
      <xsl:sequence select="k:call('extract', ('spaced: false'[$verse],
        (current-group()[not($is-first)]/self::p)[1] ! ('follows: ' || k:literal(k:place-id(.))),
        'ends: false'[not($is-last)]), ('&#10;', k:blocks(current-group()))), '&#10;'"/>
    </xsl:for-each-group>
  </xsl:template>
  <!-- Whether a paragraph that follows another begins here, or marks before it. -->
  <xsl:function name="k:goes-on" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/preceding-sibling::*[1]/self::p)
      and exists(($element, $element/following-sibling::*)[not(k:is-mark(.))][1]
      /self::p[not(k:has-blocks(.))])"/>
  </xsl:function>
  <xsl:template match="cit[k:is-block(.)]/quote" mode="typst" as="xs:string*" priority="3">
    <xsl:sequence select="k:anchor(.), k:in-language(., k:blocks(node()))"/>
  </xsl:template>

  <xsl:template match="milestone" mode="typst" as="xs:string*">
    <xsl:sequence select="k:anchor(.), '#asterism&#10;'[k:is-block(current())]"/>
  </xsl:template>

  <!-- Pictures are described, not shown: the file may be of any kind and right.  Heading and description in
       brackets; what else it holds follows. -->
  <xsl:template match="figure" mode="typst" as="xs:string*">
    <xsl:variable name="words" as="xs:string*" select="k:caption(.)"/>
    <xsl:variable name="rest" as="node()*" select="k:beside-caption(.)"/>
    <xsl:variable name="body" as="xs:string" select="if (empty(k:caption-parts(.)) and exists($rest)) then ''
      else k:call('sign', k:literal('figure'), if (exists($words)) then $words else
        k:string(((graphic, media)[1] ! k:unshown(.), k:t('print.figure'))[1])) ! k:to-web(current(), .)"/>
    <xsl:sequence select="if (k:is-inline-figure(.)) then ($body, $rest ! (' ', k:inline-rest(.)))
      else ((k:call('p', k:literal(k:place-id(.)), $body), '&#10;')[$body != ''], k:blocks($rest))"/>
  </xsl:template>

  <xsl:function name="k:inline-rest" as="xs:string*">
    <xsl:param name="node" as="node()"/>
    <xsl:apply-templates select="$node" mode="typst"/>
  </xsl:function>

  <xsl:template match="listWit" mode="typst" as="xs:string*">
    <xsl:apply-templates select="head" mode="typst"/>
    <xsl:sequence select="k:call('items', ('&#10;', (* except head) ! k:call('item',
      ('&quot;&quot;', '[' || k:string(self::witness/k:siglum(.)) || ']'), (k:anchor(.), k:content(.))))),
        '&#10;'"/>
  </xsl:template>

  <!-- The witnesses whose sigla the entries have. -->
  <xsl:function name="k:witness-list" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="witnesses" as="element(witness)*" select="k:named-witnesses($document)"/>
    <xsl:sequence select="if (empty($witnesses)) then () else (k:call('subhead',
      k:string(k:t('witnesses.title'))), '&#10;', k:call('items', ('&#10;', $witnesses
      ! k:call('item', ('&quot;&quot;', '[' || k:string(k:siglum(.)) || ']'), k:string(k:witness-words(.))))),
      '&#10;')"/>
  </xsl:function>

  <xsl:template match="graphic | media" mode="typst" as="xs:string*"/>
  <xsl:template match="(graphic | media)[k:is-said(.)]" mode="typst" as="xs:string*" priority="1">
    <xsl:variable name="words" as="xs:string*"><xsl:apply-templates select="desc/node()" mode="typst"/>
    </xsl:variable>
    <xsl:sequence select="k:to-web(., k:call('sign', k:literal('figure'), if (exists($words)) then $words
      else k:string(k:unshown(.))))"/>
  </xsl:template>
</xsl:stylesheet>
